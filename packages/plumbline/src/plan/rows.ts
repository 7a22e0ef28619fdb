import { type Catalog, type CatalogObject, partsOf, type Session } from '../canonical/index.ts';
import { pathOf } from '../sql/own-path.ts';

/** A live database, to ask about its rows. */
export interface LiveDatabase extends Session {
  /** Whether it stands for others that a migration will meet, like a developer's own: no rows there mean nothing. */
  sample?: boolean;
}

/**
 * The rows of a live database, which only it knows. Plans are made on the shadow, where things may be renamed already:
 * a table is found by where PostgreSQL keeps it, and is given with the new names of its columns.
 */
export interface Rows {
  /** The table as a relation to select from, without an alias; `undefined` for one that is not there. */
  table(id: string): string | undefined;
  /** Whether the column is there. */
  has(column: string): boolean;
  /** One number, or `undefined` when the live database cannot answer the query, or its answer means nothing. */
  count(sql: string): Promise<number | undefined>;
  /** One text, in the same way. */
  text(sql: string): Promise<string | undefined>;
}

/**
 * @param live a connection to the live database
 * @param original the shadow before renames
 * @param renamed the same shadow afterwards
 */
export function rowsOf(live: LiveDatabase, original: Catalog, renamed: Catalog): Rows {
  const before = new Map(
    [...renamed.addresses].flatMap(([where, id]) => {
      const object = original.objects.get(original.addresses.get(where) ?? '');
      return object ? [[id, object] as [string, CatalogObject]] : [];
    }),
  );
  // names are those of the schema; what the question itself calls says that it is PostgreSQL's
  const path = pathOf(original.defaultSchema);
  return {
    table(id) {
      const table = before.get(id);
      if (table?.kind !== 'table') return undefined;
      const columns = partsOf(renamed, id).filter(({ kind }) => kind === 'column');
      // the columns of what was a partition are its table's
      const names = columns.map(({ id, sql }) => ({ sql, before: before.get(id)?.sql ?? sql }));
      if (names.every(name => name.before === name.sql)) return table.sql;
      return `(select ${names.map(name => `${name.before} as ${name.sql}`).join(', ')} from ${table.sql})`;
    },
    has: column => before.has(column),
    async count(sql) {
      const number = await ask(live, sql, path);
      return number === undefined || (live.sample && Number(number) === 0) ? undefined : Number(number);
    },
    text: sql => ask(live, sql, path),
  };
}

async function ask(live: Session, sql: string, path: string): Promise<string | undefined> {
  try {
    const [row] = await live.query<{ value: string | null }>(`select (${sql})::pg_catalog.text as value`, path);
    return row?.value ?? undefined;
  } catch {
    return undefined;
  }
}
