import type { CatalogObject } from '../catalog.ts';
import type { Counting, Parameter } from '../facts.ts';

/** The oids under which PostgreSQL's own dependency table may name an object: `catalog:oid` or `catalog:oid:column`. */
export type Address = string;

/** What a reader gives for each object: the object, and where PostgreSQL's dependencies point when they mean it. */
export interface Found {
  object: CatalogObject;
  addresses: Address[];
}

export const address = (catalog: string, oid: number | string, column?: number): Address =>
  column ? `${catalog}:${oid}:${column}` : `${catalog}:${oid}`;

/** Storage parameters as PostgreSQL lists them: `fillfactor=70`. */
export const parametersOf = (options: readonly string[] | null): Parameter[] =>
  (options ?? []).map(option => {
    const at = option.indexOf('=');
    return { name: option.slice(0, at), value: option.slice(at + 1) };
  });

/** How a sequence counts; numbers as texts, as they may be too large for JSON. */
export interface CountingRow {
  start: string;
  increment: string;
  min: string;
  max: string;
  cache: string;
  cycle: boolean;
}

export const countingOf = ({ start, increment, min, max, cache, cycle }: CountingRow): Counting => ({
  start: BigInt(start),
  increment: BigInt(increment),
  min: BigInt(min),
  max: BigInt(max),
  cache: BigInt(cache),
  cycle,
});

/** Reads one kind of object. `query` runs with the default schema first in the search path. */
export interface Reader {
  sql: string;
  // each reader knows the shape of its own query's rows
  found(row: never): Found;
}

export const reader = <Row>(sql: string, found: (row: Row) => Found): Reader => ({ sql, found });
