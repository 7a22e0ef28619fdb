import { DEPENDENCIES, type DependencyRow, identityOf, type ObjectId, type Session } from '../catalog/index.ts';
import { Problem } from '../problem/index.ts';
import { loadParser, OWN_PATH, seenFrom } from '../sql/index.ts';
import type { Catalog, CatalogObject } from './model.ts';
import { type Address, address } from './reader.ts';
import { kindOf, REGISTRY, relationOf } from './registry.ts';

export interface ReadOptions {
  /** The schema whose names are written without it. */
  defaultSchema?: string;
  /** Tables to pass over, with everything that is part of them: those that record what was run. */
  ignoreTables?: readonly string[];
}

/**
 * Reads a database in PostgreSQL's own words. The number of queries does not depend on what the database holds.
 *
 * Everything is read as seen from one schema, so that PostgreSQL writes the same name the same way everywhere; the
 * session's own search path stays as it is.
 *
 * @example
 * const catalog = await readCatalog(session, { defaultSchema: 'app' });
 * console.log(catalog.objects.get('table users'));
 */
export async function readCatalog(
  session: Session,
  { defaultSchema = 'public', ignoreTables = [] }: ReadOptions = {},
): Promise<Catalog> {
  await loadParser();
  const ask = <Row>(sql: string): Promise<Row[]> => session.query<Row>(seenFrom(defaultSchema, sql), OWN_PATH);
  const [server] = await ask<{ version: string }>(`select current_setting('server_version_num') as version`);
  requireVersion(Number(server?.version));
  const objects = new Map<string, CatalogObject>();
  const addresses = new Map<Address, string>();
  const ignored = new Set(ignoreTables);
  const typeAt = (where: Address): ObjectId | null => {
    const object = objects.get(addresses.get(where) ?? '');
    return object && kindOf(object).columnType ? identityOf(object) : null;
  };
  for (const { read } of Object.values(REGISTRY)) {
    const { sql, found } = read;
    for (const row of await ask(sql)) {
      const { object, addresses: own } = found(row as never, typeAt);
      const relation = kindOf(object).holds === 'rows' ? object : relationOf(object);
      if (ignored.has(relation?.qualifiedName ?? '')) continue;
      objects.set(object.id, object);
      for (const one of own) addresses.set(one, object.id);
    }
  }
  const needs = resolve(await ask<DependencyRow>(DEPENDENCIES), objects, addresses);
  return { defaultSchema, version: Number(server?.version), objects, addresses, needs };
}

/** The oldest PostgreSQL that is supported upstream, as `server_version_num`. */
export const OLDEST = 140_000;

/** @throws Problem PL171 for a version whose catalog is another one */
function requireVersion(version: number): void {
  if (version >= OLDEST) return;
  throw new Problem('PL171', {
    what: `PostgreSQL ${Math.floor(version / 10_000)} is too old; nothing was read`,
    fix: `upgrade to PostgreSQL ${OLDEST / 10_000} or newer`,
  });
}

function resolve(
  rows: DependencyRow[],
  objects: Catalog['objects'],
  addresses: ReadonlyMap<Address, string>,
): Map<string, Set<string>> {
  const needs = new Map<string, Set<string>>();
  for (const row of rows) {
    const id = addresses.get(address(row.catalog, row.oid, row.part)) ?? addresses.get(address(row.catalog, row.oid));
    const needed =
      addresses.get(address(row.needed_catalog, row.needed_oid, row.needed_part)) ??
      addresses.get(address(row.needed_catalog, row.needed_oid));
    if (!id || !needed || id === needed) continue;
    // a column needs the sequence of its default; that the sequence goes with the column is a fact of the sequence
    const object = objects.get(id);
    if (object && object.parent === null && kindOf(object).whole(object)?.id === needed && objects.get(needed)?.parent)
      continue;
    needs.set(id, (needs.get(id) ?? new Set()).add(needed));
  }
  return needs;
}
