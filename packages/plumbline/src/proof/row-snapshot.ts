import { type Catalog, type ColumnObject, objectOf, objectsOf } from '../objects/index.ts';
import type { Shadow } from '../shadow/index.ts';

/** The values of one column of the first state, wherever it went: a table that has it, and its name there. */
interface Place {
  table: string;
  column: string;
}

/** What the rows of a table held. */
interface Rows {
  /** The ids of the columns at first. */
  columns: string[];
  values: (string | null)[][];
}

/** The rows of each table, by its id at first. */
type Contents = ReadonlyMap<string, Rows>;

/**
 * The rows' values in the columns that are followed through a change.
 *
 * @param places for each column of the first state, where it is now; a column that is not there is left out
 */
export async function contents(shadow: Shadow, positions: ReadonlyMap<ColumnObject, Place>): Promise<Contents> {
  const tables = new Map<string, { table: string; columns: Map<string, string> }>();
  for (const [column, place] of positions) {
    const entry = tables.get(column.parent.id) ?? { table: place.table, columns: new Map() };
    entry.columns.set(column.id, place.column);
    tables.set(column.parent.id, entry);
  }
  const result = new Map<string, Rows>();
  for (const [id, { table, columns }] of tables) {
    const row = [...columns.values()].map(column => `${column}::pg_catalog.text`).join(', ');
    const [{ all } = { all: '[]' }] = await shadow.query<{ all: string }>(
      `select coalesce(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_array(${row})), '[]')::pg_catalog.text as all from ${table}`,
    );
    result.set(id, { columns: [...columns.keys()], values: JSON.parse(all) });
  }
  return result;
}

/** The first table whose rows are not the same two times, in the columns that were asked for both times. */
function changedRows(before: Contents, after: Contents): string | undefined {
  for (const [table, rows] of after) {
    const others = before.get(table);
    const columns = rows.columns.filter(column => others?.columns.includes(column));
    if (others && sorted(others, columns) !== sorted(rows, columns)) return table;
  }
  return undefined;
}

/** The columns whose values are not the same two times, by their ids at first. */
export const changedColumns = (before: Contents, after: Contents): string[] =>
  [...after].flatMap(([table, rows]) => {
    const others = before.get(table);
    return rows.columns.filter(column => others && sorted(others, [column]) !== sorted(rows, [column]));
  });

/** The rows as one text, whatever order they came in. */
function sorted({ columns, values }: Rows, wanted: readonly string[]): string {
  const positions = wanted.map(column => columns.indexOf(column));
  return JSON.stringify(values.map(row => JSON.stringify(positions.map(place => row[place]))).sort());
}

/** Every column that holds values of its own, where it is in the state that has it. */
export const positionsIn = (catalog: Catalog): Map<ColumnObject, Place> =>
  new Map(
    objectsOf(catalog, 'column').flatMap(column =>
      column.facts.generated === null
        ? [[column, { table: column.parent.qualifiedName, column: column.quotedName }]]
        : [],
    ),
  );

/** Where columns of the first state are in a later one, if they hold values of their own in the same type. */
function followed(first: Catalog, now: Catalog, exempt: ReadonlySet<string>): Map<ColumnObject, Place> {
  const where = new Map([...first.addresses].map(([address, id]) => [id, address]));
  const positions = new Map<ColumnObject, Place>();
  for (const column of objectsOf(first, 'column')) {
    const moved = now.addresses.get(where.get(column.id) ?? '');
    // a table that was made anew has another address, and its columns the same names
    const after = objectOf(now, 'column', moved ?? null) ?? objectOf(now, 'column', column.id);
    if (!after || exempt.has(column.id) || exempt.has(after.id)) continue;
    if (after.facts.type !== column.facts.type || after.facts.generated !== null || column.facts.generated !== null)
      continue;
    positions.set(column, { table: after.parent.qualifiedName, column: after.quotedName });
  }
  return positions;
}

/** Rows that are in the shadow, and are compared wherever a change takes them. */
export class FollowedRows {
  readonly #shadow: Shadow;
  readonly #first: Catalog;
  readonly #before: Contents;
  readonly #exempt: ReadonlySet<string>;
  #arrived: Contents = new Map();

  private constructor(shadow: Shadow, first: Catalog, before: Contents, exempt: ReadonlySet<string>) {
    this.#shadow = shadow;
    this.#first = first;
    this.#before = before;
    this.#exempt = exempt;
  }

  /**
   * Remembers the rows that are there.
   *
   * @param written ids of columns that triggers write, which are not compared
   * @param exempt ids of columns whose values may change, before and after it
   */
  static async from(
    shadow: Shadow,
    first: Catalog,
    { written, exempt }: { written: ReadonlySet<string>; exempt: ReadonlySet<string> },
  ): Promise<FollowedRows> {
    const positions = new Map([...positionsIn(first)].filter(([{ id }]) => !written.has(id)));
    return new FollowedRows(shadow, first, await contents(shadow, positions), exempt);
  }

  /** The first table whose rows are others all the way up. */
  async changedOnArrival(last: Catalog): Promise<string | undefined> {
    this.#arrived = await contents(this.#shadow, followed(this.#first, last, this.#exempt));
    return changedRows(this.#before, this.#arrived);
  }

  /** The first table whose rows are others at the start again than they were all the way up. */
  async changedOnReturn(): Promise<string | undefined> {
    return changedRows(this.#arrived, await contents(this.#shadow, positionsIn(this.#first)));
  }
}
