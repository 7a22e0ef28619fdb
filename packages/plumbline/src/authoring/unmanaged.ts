import type { Configuration } from '@mikro-orm/core';
import type { Unmanaged } from '../compare/index.ts';
import { type CatalogObject, kindOf } from '../objects/index.ts';

/** What a change may take away. */
export interface Removals {
  /** Nothing at all goes. */
  safe?: boolean | undefined;
  /** Whether tables and views go that the entities do not have. */
  dropTables?: boolean | undefined;
}

/** What MikroORM's options leave to others: those of the schema generator, and what may be taken away. */
export function unmanagedBy(config: Configuration, { safe = false, dropTables = true }: Removals = {}): Unmanaged {
  const isSkipped = skippedBy(config);
  return {
    security: Boolean(config.get('schemaGenerator').ignorePolicies),
    stays(object, wanted) {
      if (isSkipped(object)) return true;
      if (wanted.objects.has(object.id)) return false;
      return safe || (!dropTables && (object.kind === 'table' || object.kind === 'view'));
    },
  };
}

type Skipped = (object: CatalogObject) => boolean;

/** Whether an object is none of the entities' business, by its own name or that of the table that it is part of. */
export function skippedBy(config: Configuration): Skipped {
  const {
    skipTables = [],
    skipViews = [],
    skipColumns = {},
    ignoreSchema = [],
    ...options
  } = config.get('schemaGenerator');
  const isIn = (names: Patterns, ...own: string[]): boolean =>
    names.some(pattern => own.some(name => matches(name, pattern)));
  return object => {
    const { kind, schema, name, parent } = object;
    if (ignoreSchema.includes(kind === 'schema' ? name : schema)) return true;
    const table = kind === 'table' ? name : parent?.kind === 'table' ? parent.name : undefined;
    if (table !== undefined && isIn(skipTables, table, `${schema}.${table}`)) return true;
    const { ignoredBy } = kindOf(object);
    if (ignoredBy && options[ignoredBy]) return true;
    switch (kind) {
      case 'view':
        return isIn(skipViews, name);
      case 'column':
        return isIn(skipColumns[table ?? ''] ?? skipColumns[`${schema}.${table}`] ?? [], name);
      default:
        return false;
    }
  };
}

type Patterns = readonly (string | RegExp)[];

/** As MikroORM compares names with its options. */
const matches = (name: string, pattern: string | RegExp): boolean =>
  typeof pattern === 'string' ? name.toLocaleLowerCase() === pattern.toLocaleLowerCase() : pattern.test(name);
