import type { ObjectKind } from '../contract.ts';
import { asPart, ORDINARY, renamedByTable } from '../names.ts';
import { broken, hazards } from './hazards.ts';
import { words } from './model.ts';
import { read } from './read.ts';
import { statements } from './statements.ts';

/** Which part of a description declares a constraint: the others are said by a property. */
export const CONSTRAINT_LISTS = { c: ['checks'], x: ['checks'], u: ['uniques'], p: [], f: [] } as const;

export const constraint: ObjectKind<'constraint'> = {
  ...ORDINARY,
  ...statements,
  read,
  words,
  broken,
  hazards,
  // the others have an index
  sharedName: ({ schema, name, details }) =>
    details.type === 'c' || details.type === 'f' ? undefined : `${schema}.${name}`,
  rename: renamedByTable('constraint', true),
  needs: ({ details }) => [details.references],
  madeWith: ({ parent, details }) => (details.type === 'p' ? parent : null),
  turn: ({ details }) => (details.type === 'f' ? 'after all tables' : 'with its table'),
  isRecreated: ({ details }, gone) => gone || details.type === 'f' || details.expressions,
  goesWithColumns: true,
  takesEqual: true,
  presence: asPart('pg_constraint', 'conrelid', 'conname'),
  declaration: {
    by: 'list',
    option: 'entities',
    lists: ({ details }) => CONSTRAINT_LISTS[details.type],
    columns: ({ details }) => details.columns,
  },
};
