import type { ObjectKind } from '../contract.ts';
import { asPart, ORDINARY, renamedByTable } from '../names.ts';
import { hazards, questions } from './hazards.ts';
import { words } from './model.ts';
import { read } from './read.ts';
import { keepsShape, statements } from './statements.ts';

export const column: ObjectKind<'column'> = {
  ...ORDINARY,
  ...statements,
  read,
  words,
  hazards,
  questions,
  sharedName: () => undefined,
  rename: renamedByTable('column', false),
  madeWith: ({ parent }) => parent,
  // a default is set again by the column's own change; what is generated is computed again
  isRecreated: ({ facts }) => facts.generated !== null,
  keepsShape,
  holds: 'values',
  presence: asPart('pg_attribute', 'attrelid', 'attname', ' and not attisdropped'),
  declaration: { by: 'property', option: 'entities', lists: () => [], columns: ({ name }) => [name] },
};
