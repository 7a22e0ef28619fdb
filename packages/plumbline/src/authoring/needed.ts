import type { Session } from '../catalog/index.ts';
import type { Catalog } from '../objects/index.ts';
import { OWN_PATH } from '../sql/index.ts';

interface Dependency {
  /** Catalog and oid of what depends, and of what it depends on. */
  object: string;
  needed: string;
  /** Whether the one is a part of the other, and comes with it. */
  part: boolean;
}

const DEPENDENCIES = `
  select concat(d.classid::regclass, ':', d.objid) as object, concat(d.refclassid::regclass, ':', d.refobjid) as needed,
         d.deptype in ('a', 'i') as part
  from pg_depend d where d.objid >= 16384 and d.refobjid >= 16384`;

/** Where PostgreSQL keeps an object: of a column, its table. */
const placeOf = (address: string): string => address.split(':').slice(0, 2).join(':');

/**
 * The objects that some objects need, as PostgreSQL knows it, through whatever stands between them: a domain, an operator,
 * a text search configuration.
 */
export async function neededBy(session: Session, catalog: Catalog, ids: readonly string[]): Promise<Set<string>> {
  const next = new Map<string, string[]>();
  const link = (from: string, to: string): void => void next.set(from, [...(next.get(from) ?? []), to]);
  for (const { object, needed, part } of await session.query<Dependency>(DEPENDENCIES, OWN_PATH)) {
    link(object, needed);
    if (part) link(needed, object);
  }
  const start = new Set(ids);
  const addresses = [...catalog.addresses].map(([address, id]) => ({ place: placeOf(address), id }));
  const queue = addresses.flatMap(({ place, id }) => (start.has(id) ? [place] : []));
  const reached = new Set(queue);
  for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
    for (const one of next.get(at) ?? []) {
      if (reached.has(one)) continue;
      reached.add(one);
      queue.push(one);
    }
  }
  return new Set(addresses.flatMap(({ place, id }) => (reached.has(place) ? [id] : [])));
}
