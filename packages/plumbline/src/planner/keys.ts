import { type CatalogObject, type Context, objectOf, primaryKeyOf, serialOf } from '../objects/index.ts';
import type { Changes } from './change-set.ts';

/** The operation that makes or drops an object: its own, or that of what it comes and goes with. */
export interface Keys {
  drop(id: string): string | undefined;
  create(id: string): string | undefined;
}

export function keysOf(changes: Changes, context: Context): Keys {
  const holdsUp = reachingBack(changes, context);
  const keys: Keys = {
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
  { dropped, rebuilt, aside }: Changes,
  holdsUp: (part: string, whole: string) => boolean,
): string | undefined {
  if (rebuilt.has(object.id)) return undefined;
  if (object.kind === 'sequence') {
    const column = object.facts.ownedBy?.id;
    return column !== undefined && dropped.has(column) ? column : undefined;
  }
  const whole = object.kind === 'table' ? object.facts.partitionOf?.id : object.parent?.id;
  if (whole === undefined || !dropped.has(whole)) return undefined;
  // what has a name of its own makes room for what comes under it
  if (aside.has(whole) && object.kind !== 'column' && object.kind !== 'table') return undefined;
  if (object.kind !== 'column' && holdsUp(object.id, whole)) return undefined;
  if (object.kind !== 'constraint' || object.details.type !== 'f') return whole;
  // tables that refer to each other let go of each other first
  const references = object.details.references?.id;
  return references !== undefined && references !== whole && dropped.has(references) ? undefined : whole;
}

/**
 * Whether a part needs something that goes too and that needs the whole: a policy on a table that asks a view of it. It
 * lets go first, as the view has to go before the table.
 */
function reachingBack({ dropped }: Changes, { from }: Context): (part: string, whole: string) => boolean {
  const reaches = (id: string, whole: string, seen: Set<string>): boolean =>
    [...(from.needs.get(id) ?? [])].some(needed => {
      if (needed === whole || from.objects.get(needed)?.parent?.id === whole) return true;
      if (seen.has(needed) || !dropped.has(needed)) return false;
      return reaches(needed, whole, seen.add(needed));
    });
  return (part, whole) =>
    [...(from.needs.get(part) ?? [])].some(
      needed =>
        dropped.has(needed) &&
        needed !== whole &&
        from.objects.get(needed)?.parent?.id !== whole &&
        reaches(needed, whole, new Set([needed])),
    );
}

/** Columns and the primary key are written with a new table, the sequence of a serial column with the column. */
function carrierOfCreate(object: CatalogObject, { created }: Changes, context: Context): string | undefined {
  const { to } = context;
  if (object.kind === 'sequence') {
    const column = objectOf(to, 'column', object.facts.ownedBy?.id);
    const serial = column && created.has(column.id) && serialOf(context, column);
    return serial && serial.sequence === object.id ? column.id : undefined;
  }
  const table = objectOf(to, 'table', object.parent?.id);
  if (!table || !created.has(table.id)) return undefined;
  return object.kind === 'column' || primaryKeyOf(to, table)?.id === object.id ? table.id : undefined;
}
