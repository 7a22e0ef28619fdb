import { type CatalogObject, type Context, kindOf } from '../objects/index.ts';
import type { Changes } from './change-set.ts';
import { componentsOf } from './components.ts';

/** The operation that makes or drops an object: its own, or that of what it comes and goes with. */
export interface Carriers {
  drop(id: string): string | undefined;
  create(id: string): string | undefined;
}

export function carriersOf(changes: Changes, context: Context): Carriers {
  const holdsUp = reachingBack(changes, context);
  const keys: Carriers = {
    drop(id) {
      const object = changes.dropped.get(id);
      if (!object) return undefined;
      const carrier = carrierOfDrop(object, changes, holdsUp);
      return carrier === undefined ? `-${id}` : keys.drop(carrier);
    },
    create(id) {
      const object = changes.created.get(id);
      if (!object) return undefined;
      const carrier = carrierOfCreate(object, changes, context);
      return carrier === undefined ? `+${id}` : keys.create(carrier);
    },
  };
  return keys;
}

/** Parts go with their table, sequences with their column, partitions with their parent. */
function carrierOfDrop(
  object: CatalogObject,
  { dropped, rebuilt, renamedAway }: Changes,
  holdsUp: (part: string, whole: string) => boolean,
): string | undefined {
  if (rebuilt.has(object.id)) return undefined;
  const kind = kindOf(object);
  const whole = kind.whole(object)?.id;
  if (whole === undefined || !dropped.has(whole)) return undefined;
  // what has a name of its own makes room for what comes under it
  if (renamedAway.has(whole) && kind.holds === 'nothing') return undefined;
  if (kind.holds !== 'values' && holdsUp(object.id, whole)) return undefined;
  // tables that refer to each other let go of each other first
  return kind.needs(object).some(needed => needed && needed.id !== whole && dropped.has(needed.id)) ? undefined : whole;
}

/**
 * Whether a part needs something that goes too and that needs the whole, itself or through what its own parts need: a
 * policy on a table that asks a view of it, policies of two tables that read each other. It lets go first, as the other
 * has to go before the table.
 */
function reachingBack({ dropped, undefaulted }: Changes, { from }: Context): (part: string, whole: string) => boolean {
  const wholeOf = (id: string): string => {
    const whole = from.objects.get(id)?.parent?.id;
    return whole !== undefined && dropped.has(whole) ? whole : id;
  };
  const needed = (id: string): string[] =>
    [...(from.needs.get(id) ?? [])].flatMap(one =>
      dropped.has(one) && wholeOf(one) !== wholeOf(id) ? [wholeOf(one)] : [],
    );
  // tables that refer to each other, and defaults in a circle, let go of each other in any case
  const letsGo = (part: CatalogObject, whole: string): boolean =>
    undefaulted.has(part.id) ||
    kindOf(part)
      .needs(part)
      .some(one => one && one.id !== whole && dropped.has(one.id));
  const next = new Map<string, string[]>();
  for (const object of dropped.values()) {
    const whole = wholeOf(object.id);
    if (object.id !== whole && letsGo(object, whole)) continue;
    const all = next.get(whole) ?? [];
    all.push(...needed(object.id));
    next.set(whole, all);
  }
  const components = componentsOf(next.keys(), id => next.get(id) ?? []);
  return (part, whole) => needed(part).some(one => one !== whole && components.get(one) === components.get(whole));
}

/** Columns and the primary key are written with a new table, the sequence of a serial column with the column. */
function carrierOfCreate(object: CatalogObject, { created }: Changes, context: Context): string | undefined {
  const carrier = kindOf(object).madeWith(object, context)?.id;
  return carrier !== undefined && created.has(carrier) ? carrier : undefined;
}
