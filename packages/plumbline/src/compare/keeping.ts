import { type Catalog, type CatalogObject, kindOf } from '../objects/index.ts';
import { withSettings } from './settings.ts';

/** What of a schema that is there stays as it is, whatever the wanted one says. */
export interface Unmanaged {
  stays(object: CatalogObject, wanted: Catalog): boolean;
  /** Whether row level security is never switched off, nor its owners let go. */
  security: boolean;
}

/** What is said about objects that the wanted schema does not have. */
export interface Said {
  /** Ids of what stays; what the wanted schema has as well is an object like any other. */
  keep?: Iterable<string>;
  /** Ids of what goes, though something that stays may need it. */
  drop?: ReadonlySet<string>;
  unmanaged?: Unmanaged | undefined;
}

/** A wanted schema with what is kept of the one that is there. */
export interface Keeping {
  catalog: Catalog;
  /** The ids of what is kept. */
  kept: string[];
  /** What tables are told beside that, and stay told: `row level security of table users`. */
  settings: string[];
  /** What cannot be kept, and what it needs that goes. */
  lost: { object: CatalogObject; needs: string }[];
}

/**
 * Takes objects of a schema over into another one that does not say them, in PostgreSQL's words of the first: what is
 * kept differs in nothing. Their parts come with them, and what they need, as a trigger its function.
 */
export function keeping(from: Catalog, to: Catalog, { keep = [], drop = new Set(), unmanaged }: Said): Keeping {
  const kept = [...keep].flatMap(id => (to.objects.has(id) ? [] : (from.objects.get(id) ?? [])));
  const left = unmanaged ? [...from.objects.values()].filter(object => unmanaged.stays(object, to)) : [];
  const all = [...needing([...kept, ...left], from, to)].filter(({ id }) => !drop.has(id));
  const wanted = new Map<string, CatalogObject>(all.map(object => [object.id, object]));
  for (let size = -1; size !== wanted.size; ) {
    size = wanted.size;
    // a sequence comes with its column, which comes with its table
    for (const object of from.objects.values()) {
      const whole = kindOf(object).whole(object)?.id;
      if (whole !== undefined && wanted.has(whole) && !to.objects.has(object.id)) wanted.set(object.id, object);
    }
  }
  const lost: Keeping['lost'] = [];
  const missing = (object: CatalogObject): string | undefined =>
    [...(object.parent === null ? [] : [object.parent.id]), ...(from.needs.get(object.id) ?? [])].find(
      needed => from.objects.has(needed) && !to.objects.has(needed) && !wanted.has(needed),
    );
  for (let again = true; again; ) {
    again = false;
    for (const object of wanted.values()) {
      const needs = missing(object);
      if (needs === undefined) continue;
      wanted.delete(object.id);
      lost.push({ object, needs });
      again = true;
    }
  }
  const ids = [...wanted.keys()];
  const catalog = withObjects(from, to, ids);
  return { ...(unmanaged ? withSettings(from, catalog, unmanaged) : { catalog, settings: [] }), kept: ids, lost };
}

/** Objects with what is over a column of theirs, and with what they need: a type, a sequence, a function. */
function needing(objects: readonly CatalogObject[], from: Catalog, to: Catalog): Set<CatalogObject> {
  const all = new Set(objects);
  for (const object of from.objects.values()) {
    if (!kindOf(object).goesWithColumns || to.objects.has(object.id)) continue;
    for (const { id, kind } of objects) if (kind === 'column' && from.needs.get(object.id)?.has(id)) all.add(object);
  }
  for (const { id } of all) {
    for (const needed of from.needs.get(id) ?? []) {
      const object = from.objects.get(needed);
      if (object && object.parent === null && kindOf(object).holds !== 'rows' && !to.objects.has(needed))
        all.add(object);
    }
  }
  return all;
}

/** A schema in which what nobody manages is as it is in another one, there or not. */
export function leaving(from: Catalog, to: Catalog, isLeft: (object: CatalogObject) => boolean): Catalog {
  const objects = new Map([...to.objects].filter(([, object]) => !isLeft(object)));
  const left = [...from.objects.values()].filter(isLeft).map(({ id }) => id);
  return withObjects(from, { ...to, objects }, left);
}

/** A schema with objects of another one, as that one has them. */
export function withObjects(from: Catalog, to: Catalog, ids: readonly string[]): Catalog {
  if (ids.length === 0) return to;
  const [objects, needs] = [new Map(to.objects), new Map(to.needs)];
  for (const id of ids) {
    const object = from.objects.get(id);
    if (!object) continue;
    objects.set(id, object);
    const needed = from.needs.get(id);
    if (needed) needs.set(id, needed);
  }
  return { ...to, objects, needs };
}

/** The ids that objects have after renames, by those before, where they are others. */
export function renamedIds(before: Catalog, after: Catalog): Map<string, string> {
  const ids = new Map<string, string>();
  for (const [where, id] of before.addresses) {
    const now = after.addresses.get(where);
    if (now !== undefined && now !== id && after.objects.has(now)) ids.set(id, now);
  }
  return ids;
}

/** What became of an object by renames: found by where PostgreSQL keeps it, and otherwise by its name. */
export function afterRenames(id: string, before: Catalog, after: Catalog): string | undefined {
  for (const [where, one] of before.addresses) {
    const now = one === id ? after.addresses.get(where) : undefined;
    if (now !== undefined && after.objects.has(now)) return now;
  }
  return after.objects.has(id) ? id : undefined;
}
