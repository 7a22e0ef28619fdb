import type { ObjectKind } from '../contract.ts';
import { words } from './model.ts';
import { read } from './read.ts';
import { statements } from './statements.ts';

export const routine: ObjectKind<'function'> = {
  ...statements,
  read,
  words,
  sharedName: ({ schema, name }) => `${schema}.${name}()`,
};
