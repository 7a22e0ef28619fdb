import type { ObjectId } from '../catalog/index.ts';
import type { CatalogObject } from './model.ts';

/** The oids under which PostgreSQL's own dependency table may name an object: `catalog:oid` or `catalog:oid:column`. */
export type Address = string;

/** What a reader gives for each object: the object, and where PostgreSQL's dependencies point when they mean it. */
export interface Found {
  object: CatalogObject;
  addresses: Address[];
}

export const address = (catalog: string, oid: number | string, column?: number): Address =>
  column ? `${catalog}:${oid}:${column}` : `${catalog}:${oid}`;

/** What is kept at an address and can be the type of a column; kinds that can are read before columns. */
export type TypeAt = (address: Address) => ObjectId | null;

/** Reads one kind of object. `query` runs with the default schema first in the search path. */
export interface Reader {
  sql: string;
  // each reader knows the shape of its own query's rows
  found(row: never, typeAt: TypeAt): Found;
}

export const reader = <Row>(sql: string, found: (row: Row, typeAt: TypeAt) => Found): Reader => ({ sql, found });

/**
 * SQL for the definition of a constraint, without what PostgreSQL writes behind one that values which are there need not
 * meet.
 *
 * @param constraint what the query calls the row of `pg_constraint`
 */
export const ruleOf = (constraint: string): string =>
  `left(pg_get_constraintdef(${constraint}.oid), length(pg_get_constraintdef(${constraint}.oid))
     - length(case when ${constraint}.convalidated then '' else ' NOT VALID' end))`;
