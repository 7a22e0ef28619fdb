import { isDeepStrictEqual } from 'node:util';
import type { ObjectKind } from '../contract.ts';
import { asRelation, movable, ORDINARY, sharedInSchema } from '../names.ts';
import { words } from './model.ts';
import { read } from './read.ts';
import { statements } from './statements.ts';

export const view: ObjectKind<'view'> = {
  ...ORDINARY,
  ...statements,
  read,
  words,
  sharedName: sharedInSchema,
  rename: movable('view', false),
  isRecreated: () => true,
  keepsShape: (before, after) => isDeepStrictEqual(before.details.shape, after.details.shape),
  rights: { as: 'relation', name: ({ qualifiedName }) => qualifiedName },
  presence: asRelation,
  declaration: { by: 'entity', option: 'entities', lists: () => [], columns: () => [] },
};
