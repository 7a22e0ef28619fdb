import type { ObjectKind } from '../contract.ts';
import { sharedInSchema } from '../names.ts';
import { words } from './model.ts';
import { read } from './read.ts';
import { statements } from './statements.ts';

export const nativeEnum: ObjectKind<'enum'> = {
  ...statements,
  read,
  words,
  sharedName: sharedInSchema,
};
