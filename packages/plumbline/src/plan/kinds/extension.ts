import type { Generator } from '../generator.ts';

/** Extensions are made and moved, never dropped: others may use them. */
export const extension: Generator<'extension'> = {
  create: ({ sql, facts }, { to }) => [
    `create extension if not exists ${sql}${facts.schema === to.defaultSchema ? '' : ` with schema ${facts.schema}`}`,
  ],
  drop: () => [],
  alter: (_, { sql, facts }) => [`alter extension ${sql} set schema ${facts.schema}`],
};
