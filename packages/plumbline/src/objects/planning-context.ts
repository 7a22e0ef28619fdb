import { counted } from '../quantity.ts';
import type { Retyping } from './column/retyping.ts';
import type { Catalog, ColumnObject, EnumObject } from './model.ts';

/**
 * The rows of a live database, which only it knows. Plans are made on the shadow, where things may be renamed already:
 * a table is found by where PostgreSQL keeps it, and is given with the new names of its columns.
 */
export interface Rows {
  /** Whether what is not there is nowhere else. */
  conclusive: boolean;
  /** The table as a relation to select from, without an alias; `undefined` for one that is not there. */
  table(id: string): string | undefined;
  /** Whether the column is there. */
  has(column: string): boolean;
  /**
   * How many there are of something that would be lost, refused or held: at least so many in a sample, where none means
   * nothing. `undefined` when nobody can tell, as where policies hide rows from the role that asks.
   */
  count(sql: string): Promise<number | undefined>;
  /** One text, in the same way. */
  text(sql: string): Promise<string | undefined>;
}

/** All that is known when questions are asked and hazards are weighed. */
export interface PlanningContext {
  from: Catalog;
  to: Catalog;
  retypings: ReadonlyMap<string, Retyping>;
  /** Tables that are made anew with their rows, by their ids. */
  rebuilt: ReadonlySet<string>;
  /** The oldest version of PostgreSQL that the plan is for, as `server_version_num`. */
  version: number;
  /** The live database's rows; absent when there is none to ask. */
  rows: Rows | undefined;
  /** Tables that a person said hold no rows anywhere, with their partitions. */
  empty: ReadonlySet<string>;
  /** What rows without a value get, as a person said: an SQL expression for a column's id. */
  fills: ReadonlyMap<string, string>;
  /** What rows get instead of the values that an enum loses, as a person said: for an enum's id, by those values. */
  replacements: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** The values that one of an enum was not renamed to, as a person said. */
  deniedRenames(type: EnumObject, label: string): readonly string[];
  /** What a value of an enum was called before renames: as rows and answers call it. */
  valueBefore(type: EnumObject, label: string): string;
}

/** What rows are counted by. */
export type Counting = Pick<PlanningContext, 'rows' | 'empty'>;

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
  planning: PlanningContext,
  { id, parent }: ColumnObject,
  condition: string,
): Promise<number | undefined> {
  const table = parent.id;
  if (planning.rows?.has(id)) return countWhere(planning, table, condition);
  return (await isEmpty(planning, table)) ? 0 : undefined;
}

/** How many values a column holds. */
export const countValues = (planning: PlanningContext, column: ColumnObject): Promise<number | undefined> =>
  countIn(planning, column, `${column.quotedName} is not null`);

/** `3 rows`, or words for what is not known. */
export const rowsIn = (count: number | undefined): string =>
  count === undefined ? 'the rows there' : counted(count, 'row');
