import type { Catalog, ExtensionObject } from '../../canonical/index.ts';
import type { Generator } from '../generator.ts';

/** The schema of an extension may come with the same change. */
export const makeExtension = ({ sql, facts }: ExtensionObject, { defaultSchema }: Catalog): string[] => [
  `create extension if not exists ${sql}${facts.schema === defaultSchema ? '' : ` with schema ${facts.schema}`}`,
];

/** Extensions are made and moved, never dropped: others may use them. */
export const extension: Generator<'extension'> = {
  create: (object, { to }) => makeExtension(object, to),
  drop: () => [],
  alter: (_, { sql, facts }) => [`alter extension ${sql} set schema ${facts.schema}`],
};
