import type { ObjectKind } from '../contract.ts';
import { asType, movable, ORDINARY, sharedInSchema } from '../names.ts';
import { hazards, questions } from './lost-values.ts';
import { words } from './model.ts';
import { read } from './read.ts';
import { columnType, statements } from './statements.ts';

export const nativeEnum: ObjectKind<'enum'> = {
  ...ORDINARY,
  ...statements,
  read,
  words,
  hazards,
  questions,
  sharedName: sharedInSchema,
  rename: movable('type', true),
  columnType,
  rights: { as: 'type', name: ({ qualifiedName }) => qualifiedName },
  presence: asType,
  declaration: { by: 'values', option: 'entities', lists: () => [], columns: () => [] },
};
