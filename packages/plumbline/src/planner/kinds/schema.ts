import type { Generator } from '../generator.ts';
import { comment, commentNew } from '../text.ts';

export const schema: Generator<'schema'> = {
  create: ({ qualifiedName, facts }) => [
    `create schema ${qualifiedName}`,
    ...commentNew(`schema ${qualifiedName}`, facts.comment),
  ],
  drop: ({ qualifiedName }) => [`drop schema ${qualifiedName}`],
  alter: (_, { qualifiedName, facts }) => [comment(`schema ${qualifiedName}`, facts.comment)],
};
