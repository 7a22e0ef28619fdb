import { type Session, withoutPolicies } from '../catalog/index.ts';
import { type Catalog, type CatalogObject, partsOf, type Rows } from '../objects/index.ts';
import { pathOf } from '../sql/index.ts';

/**
 * What a live database stands for. `target`: it is the very database that will be changed, and no other, so that what it
 * does not hold is not there. `sample`: it is one of many that will be, like a developer's own or a test server, so that
 * rows which are seen count, and rows which are not seen may be there. Nothing infers which it is.
 */
export type Evidence = 'target' | 'sample';

/** A live database, and what it stands for. */
export interface Witness {
  /** One connection: what is told to its session counts for the queries that follow. */
  live: Session;
  evidence: Evidence;
}

/**
 * @param original the shadow before renames
 * @param renamed the same shadow afterwards
 */
export function rowsOf({ live, evidence }: Witness, original: Catalog, renamed: Catalog): Rows {
  const before = new Map(
    [...renamed.addresses].flatMap(([where, id]) => {
      const object = original.objects.get(original.addresses.get(where) ?? '');
      return object ? [[id, object] as [string, CatalogObject]] : [];
    }),
  );
  // names are those of the schema; what the question itself calls says that it is PostgreSQL's
  const path = pathOf(original.defaultSchema);
  return {
    conclusive: evidence === 'target',
    table(id) {
      const table = before.get(id);
      if (table?.kind !== 'table') return undefined;
      const columns = partsOf(renamed, id).filter(({ kind }) => kind === 'column');
      // the columns of what was a partition are its table's
      const names = columns.map(({ id, quotedName }) => ({
        now: quotedName,
        before: before.get(id)?.quotedName ?? quotedName,
      }));
      if (names.every(name => name.before === name.now)) return table.qualifiedName;
      return `(select ${names.map(name => `${name.before} as ${name.now}`).join(', ')} from ${table.qualifiedName})`;
    },
    has: column => before.has(column),
    async count(sql) {
      const number = await ask(live, sql, path);
      return number === undefined || (evidence === 'sample' && Number(number) === 0) ? undefined : Number(number);
    },
    text: sql => ask(live, sql, path),
  };
}

async function ask(live: Session, sql: string, path: string): Promise<string | undefined> {
  try {
    const [row] = await withoutPolicies(live, () =>
      live.query<{ value: string | null }>(`select (${sql})::pg_catalog.text as value`, path),
    );
    return row?.value ?? undefined;
  } catch {
    return undefined;
  }
}
