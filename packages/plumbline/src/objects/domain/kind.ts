import type { ObjectKind } from '../contract.ts';
import { asType, movable, ORDINARY, sharedInSchema } from '../names.ts';
import { hazards } from './hazards.ts';
import { words } from './model.ts';
import { read } from './read.ts';
import { columnType, statements } from './statements.ts';

export const domain: ObjectKind<'domain'> = {
  ...ORDINARY,
  ...statements,
  read,
  words,
  hazards,
  sharedName: sharedInSchema,
  rename: movable('domain', true),
  // what reads a value of it does not ask for its rules
  keepsShape: (before, after) =>
    before.facts.type === after.facts.type && before.facts.collation === after.facts.collation,
  columnType,
  rights: { as: 'type', name: ({ qualifiedName }) => qualifiedName },
  presence: asType,
  declaration: { by: 'name', option: 'entities', lists: () => [], columns: () => [] },
};
