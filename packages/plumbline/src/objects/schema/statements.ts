import type { Statements } from '../contract.ts';
import { comment, commentNew } from '../text.ts';

export const statements: Statements<'schema'> = {
  create: ({ qualifiedName, facts }) => [
    `create schema ${qualifiedName}`,
    ...commentNew(`schema ${qualifiedName}`, facts.comment),
  ],
  drop: ({ qualifiedName }) => [`drop schema ${qualifiedName}`],
  alter: (_, { qualifiedName, facts }) => [comment(`schema ${qualifiedName}`, facts.comment)],
};
