import { bare, qualifiedNameOf, quoted } from '../../catalog/index.ts';
import type { ObjectKind } from '../contract.ts';
import { asIndex, ORDINARY, sharedInSchema } from '../names.ts';
import { broken, hazards } from './hazards.ts';
import { words } from './model.ts';
import { read } from './read.ts';
import { statements } from './statements.ts';

/** Indexes that take long to build: better once the table can be used again. */
const SLOW = new Set(['hnsw', 'ivfflat']);

export const relationIndex: ObjectKind<'index'> = {
  ...ORDINARY,
  ...statements,
  read,
  words,
  broken,
  hazards,
  sharedName: sharedInSchema,
  rename: {
    within: 'parent',
    isObvious: true,
    statements: ({ schema, name: old }, { name }, defaultSchema) => [
      `alter index ${qualifiedNameOf(schema, old, defaultSchema)} rename to ${quoted(name)}`,
    ],
  },
  turn: () => 'with its table',
  // PostgreSQL would build a slow one anew while nobody can read the table
  isRecreated: ({ parent, details }, gone, context) =>
    gone || details.expressions || (SLOW.has(details.method) && context.online(parent.id)),
  goesWithColumns: true,
  takesEqual: true,
  presence: asIndex,
  declaration: {
    by: 'list',
    option: 'entities',
    lists: () => ['indexes', 'uniques'],
    columns: ({ details }) => details.keys.slice(0, details.keyCount).map(({ expression }) => bare(expression)),
  },
};
