import { serialOf } from '../column/serial.ts';
import type { ObjectKind } from '../contract.ts';
import { objectOf } from '../model.ts';
import { asRelation, movable, ORDINARY, sharedInSchema } from '../names.ts';
import { words } from './model.ts';
import { read } from './read.ts';
import { statements } from './statements.ts';

export const sequence: ObjectKind<'sequence'> = {
  ...ORDINARY,
  ...statements,
  read,
  words,
  sharedName: sharedInSchema,
  rename: movable('sequence', false),
  whole: ({ facts }) => facts.ownedBy,
  // of a serial column
  madeWith: ({ id, facts }, context) => {
    const column = objectOf(context.to, 'column', facts.ownedBy?.id);
    return column && serialOf(context, column)?.sequence === id ? column : null;
  },
  rights: { as: 'relation', name: ({ qualifiedName }) => qualifiedName },
  presence: asRelation,
  declaration: {
    by: 'property',
    option: 'entities',
    lists: () => [],
    columns: ({ facts }) => (facts.ownedBy ? [facts.ownedBy.name] : []),
  },
};
