import { type Catalog, type ColumnObject, objectOf, objectsOf } from '../canonical/index.ts';
import type { Shadow } from '../shadow/index.ts';

/** The values of one column of the first state, wherever it went: a table that has it, and its name there. */
interface Place {
  table: string;
  column: string;
}

/** What the rows of each table held, as far as it can be asked for again: by the id of the table at first. */
export type Contents = Map<string, string>;

/**
 * The rows' values in the columns that are followed through a change, as one text for each table.
 *
 * @param places for each column of the first state, where it is now; a column that is not there is left out
 */
export async function contents(shadow: Shadow, places: ReadonlyMap<ColumnObject, Place>): Promise<Contents> {
  const tables = new Map<string, { table: string; columns: string[] }>();
  for (const [column, place] of places) {
    const entry = tables.get(column.parent.id) ?? { table: place.table, columns: [] };
    entry.columns.push(place.column);
    tables.set(column.parent.id, entry);
  }
  const result: Contents = new Map();
  for (const [id, { table, columns }] of tables) {
    const row = `pg_catalog.jsonb_build_array(${columns.map(column => `${column}::pg_catalog.text`).join(', ')})`;
    const [{ all } = { all: '' }] = await shadow.query<{ all: string }>(
      `select coalesce(pg_catalog.jsonb_agg(r order by r), '[]')::pg_catalog.text as all from (select ${row} as r from ${table}) t`,
    );
    result.set(id, all);
  }
  return result;
}

/** Where columns of the first state are in a later one, if they hold values of their own in the same type. */
export function followed(first: Catalog, now: Catalog, exempt: ReadonlySet<string>): Map<ColumnObject, Place> {
  const where = new Map([...first.addresses].map(([address, id]) => [id, address]));
  const places = new Map<ColumnObject, Place>();
  for (const column of objectsOf(first, 'column')) {
    const moved = now.addresses.get(where.get(column.id) ?? '');
    // a table that was made anew has another address, and its columns the same names
    const after = objectOf(now, 'column', moved ?? null) ?? objectOf(now, 'column', column.id);
    if (!after || exempt.has(column.id) || exempt.has(after.id)) continue;
    if (after.facts.type !== column.facts.type || after.facts.generated !== null || column.facts.generated !== null)
      continue;
    places.set(column, { table: after.parent.qualifiedName, column: after.quotedName });
  }
  return places;
}
