import type { ObjectKind } from '../contract.ts';
import { words } from './model.ts';
import { read } from './read.ts';
import { statements } from './statements.ts';

export const column: ObjectKind<'column'> = {
  ...statements,
  read,
  words,
  sharedName: () => undefined,
};
