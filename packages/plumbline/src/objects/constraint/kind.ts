import type { ObjectKind } from '../contract.ts';
import { words } from './model.ts';
import { read } from './read.ts';
import { statements } from './statements.ts';

export const constraint: ObjectKind<'constraint'> = {
  ...statements,
  read,
  words,
  sharedName: ({ schema, name, details }) =>
    // the others have an index
    details.type === 'c' || details.type === 'f' ? undefined : `${schema}.${name}`,
};
