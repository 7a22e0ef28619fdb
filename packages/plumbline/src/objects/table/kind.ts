import type { ObjectKind } from '../contract.ts';
import { asRelation, movable, ORDINARY, sharedInSchema } from '../names.ts';
import { hazards } from './hazards.ts';
import { words } from './model.ts';
import { read } from './read.ts';
import { statements } from './statements.ts';

export const table: ObjectKind<'table'> = {
  ...ORDINARY,
  ...statements,
  read,
  words,
  hazards,
  sharedName: sharedInSchema,
  rename: movable('table', false),
  whole: ({ facts }) => facts.partitionOf,
  needs: ({ facts }) => [facts.partitionOf],
  holds: 'rows',
  rights: { as: 'relation', name: ({ qualifiedName }) => qualifiedName },
  presence: asRelation,
  declaration: { by: 'entity', option: 'entities', lists: () => [], columns: () => [] },
};
