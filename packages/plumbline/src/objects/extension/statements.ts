import type { Statements } from '../contract.ts';
import type { Catalog, ExtensionObject } from '../model.ts';

/** The schema of an extension may come with the same change. */
export const makeExtension = ({ qualifiedName, facts }: ExtensionObject, { defaultSchema }: Catalog): string[] => [
  `create extension if not exists ${qualifiedName}${facts.schema === defaultSchema ? '' : ` with schema ${facts.schema}`}`,
];

/** Extensions are made and moved, never dropped: others may use them. */
export const statements: Statements<'extension'> = {
  create: (object, { to }) => makeExtension(object, to),
  drop: () => [],
  alter: (_, { qualifiedName, facts }) => [`alter extension ${qualifiedName} set schema ${facts.schema}`],
};
