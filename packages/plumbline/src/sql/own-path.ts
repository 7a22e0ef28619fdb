import { identifier, literal } from './quote.ts';

/**
 * Where names of the toolkit's own SQL are looked up: in PostgreSQL's schema and nowhere else. A function or an operator
 * of somebody else whose argument types fit better would be called otherwise, with the rights of whoever runs a command.
 * Temporary tables come last, as PostgreSQL would look into them first.
 */
export const OWN_PATH = 'pg_catalog, pg_temp';

/** Where names of a schema's own expressions are looked up: what is PostgreSQL's comes first. */
export const pathOf = (schema: string): string => `pg_catalog, ${identifier(schema)}, pg_temp`;

/** Sets the path for a session that nothing but the toolkit uses. */
export const setPath = (path = OWN_PATH): string => `set search_path = ${path}`;

/** Sets it for the transaction. */
export const setPathHere = (path = OWN_PATH): string => `set local search_path = ${path}`;

/** A comparison in SQL that may run under any path. */
export const equal = (left: string, right: string): string => `${left} operator(pg_catalog.=) ${right}`;

/** A value as text by its type's own output: a cast to text may be somebody's function. */
export const asText = (value: string): string =>
  `case when ${value} is null then null else pg_catalog.format('%s', ${value}) end`;

const KEPT = 'plumbline.path';

/** A message of several statements, for one that is to be run under a path, and which of the results is its own. */
export interface Message {
  script: string;
  result: number;
}

/** One statement under a path, in a session that keeps its own, in a transaction or outside one. */
export const underPath = (path: string, sql: string): Message => ({
  script: [
    `select pg_catalog.set_config(${literal(KEPT)}, pg_catalog.current_setting('search_path'), false)`,
    setPathHere(path),
    sql,
    `select pg_catalog.set_config('search_path', pg_catalog.current_setting(${literal(KEPT)}), true)`,
  ].join(';\n'),
  result: 2,
});

/**
 * A query whose own names are looked up in PostgreSQL's schema, while PostgreSQL writes names in its answers as they are
 * seen from another one: which functions and operators a query means is settled before any of it runs. The path changes
 * for the transaction, before the first row is read, as those depend on what changes it.
 */
export const seenFrom = (schema: string, sql: string): string => `
  select seen.* from (select set_config('search_path', ${literal(`${identifier(schema)}, pg_temp`)}, true) as path offset 0) own
  cross join lateral (select asked.* from (${sql}) asked where own.path is not null offset 0) seen`;
