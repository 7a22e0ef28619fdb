import type { Generator } from '../generator.ts';
import { comment, commentNew } from '../text.ts';

export const schema: Generator<'schema'> = {
  create: ({ sql, facts }) => [`create schema ${sql}`, ...commentNew(`schema ${sql}`, facts.comment)],
  drop: ({ sql }) => [`drop schema ${sql}`],
  alter: (_, { sql, facts }) => [comment(`schema ${sql}`, facts.comment)],
};
