import { type Decisions, findObject, objectNamed } from '../compare/index.ts';
import { type Catalog, type ColumnObject, type EnumObject, partitionsOf } from '../objects/index.ts';
import type { Retyping } from './conversions.ts';
import type { Rows } from './rows.ts';

/** All that is known when questions are asked and hazards are weighed. */
export interface Situation {
  from: Catalog;
  to: Catalog;
  decisions: Decisions;
  retypings: ReadonlyMap<string, Retyping>;
  /** The oldest version of PostgreSQL that the plan is for, as `server_version_num`. */
  version: number;
  /** Whether what is there already stays as it is: for a database that older scripts left behind. */
  ifMissing: boolean;
  /** The live database's rows; absent when there is none to ask. */
  rows: Rows | undefined;
  /** What a value of an enum was called before renames: as rows and answers call it. */
  valueBefore(type: EnumObject, label: string): string;
  /** Tables that a person said hold no rows anywhere, with their partitions. */
  empty: ReadonlySet<string>;
}

/** What a person said goes: it is not there under another name. */
export const toGo = ({ from, decisions }: Pick<Situation, 'from' | 'decisions'>): Set<string> =>
  new Set(decisions.drop.flatMap(text => objectNamed(from, text)?.id ?? []));

/** What rows are counted by. */
export type Counting = Pick<Situation, 'rows' | 'empty'>;

/**
 * How many rows of a table meet a condition: a number, or `undefined` when nobody can tell. Where a person said that the
 * table is empty it is none, unless rows are seen: then what was said is not so.
 */
export async function countWhere(
  { rows, empty }: Counting,
  table: string,
  condition: string,
): Promise<number | undefined> {
  if (await isEmpty({ rows, empty }, table)) return 0;
  const name = rows?.table(table);
  return name === undefined ? undefined : rows?.count(`select pg_catalog.count(*) from ${name} t where ${condition}`);
}

/** Whether a table is known to hold no rows. */
export async function isEmpty({ rows, empty }: Counting, table: string): Promise<boolean> {
  const isSaid = empty.has(table);
  if (!isSaid && !rows?.conclusive) return false;
  const name = rows?.table(table);
  const seen =
    name === undefined
      ? undefined
      : await rows?.count(`select pg_catalog.count(*) from (select from ${name} limit 1) t`);
  return isSaid ? !seen : seen === 0;
}

/** How many rows meet a condition on a column, which a live database may not have. */
export async function countIn(
  situation: Situation,
  { id, parent }: ColumnObject,
  condition: string,
): Promise<number | undefined> {
  const table = parent.id;
  if (situation.rows?.has(id)) return countWhere(situation, table, condition);
  return (await isEmpty(situation, table)) ? 0 : undefined;
}

/** How many values a column holds. */
export const countValues = (situation: Situation, column: ColumnObject): Promise<number | undefined> =>
  countIn(situation, column, `${column.quotedName} is not null`);

/** `3 rows`, or words for what is not known. */
export const rowsIn = (count: number | undefined): string =>
  count === undefined ? 'the rows there' : count === 1 ? '1 row' : `${count.toLocaleString('en')} rows`;

/** Tables and all their partitions. */
export function withPartitions(catalog: Catalog, paths: readonly string[]): ReadonlySet<string> {
  const tables = paths.map(path => findObject(catalog, 'table', path));
  return new Set(tables.flatMap(table => [table, ...partitionsOf(catalog, table)]).map(({ id }) => id));
}
