import { quoted } from '../catalog/index.ts';
import {
  type Catalog,
  type CatalogObject,
  kindOf,
  objectsOf,
  relationOf,
  takenName,
  wordsOf,
} from '../objects/index.ts';
import type { Rename } from './decisions.ts';

/**
 * Renames that no rows depend on, and that need no answer: an index or constraint of the same table with the same
 * definition, a column's own sequence, an enum with the same values that no other type competes with.
 */
export function obviousRenames(from: Catalog, to: Catalog): Rename[] {
  const moved = movedSequences(from, to);
  const gone = [...from.objects.values()].filter(object => !to.objects.has(object.id) && !isOwned(object));
  const come = [...to.objects.values()].filter(object => !from.objects.has(object.id) && !isOwned(object));
  const taken = new Set<string>();
  const others = gone.flatMap(object => {
    if (!kindOf(object).rename?.isObvious) return [];
    const twin = come.find(
      other => !taken.has(other.id) && other.kind === object.kind && isTwin(object, other) && !isHeld(other, from),
    );
    if (!twin) return [];
    taken.add(twin.id);
    return [[object, twin] as const];
  });
  return [...moved, ...others].map(([object, twin]) => ({
    kind: object.kind as Rename['kind'],
    from: object.qualifiedName,
    to:
      object.parent === null && twin.schema !== object.schema
        ? `${quoted(twin.schema)}.${quoted(twin.name)}`
        : quoted(twin.name),
  }));
}

/** Whether something that cannot be renamed has the name, as a function that an aggregate takes the place of. */
function isHeld(twin: CatalogObject, { objects }: Catalog): boolean {
  const name = takenName(twin);
  return (
    name !== undefined && [...objects.values()].some(one => kindOf(one).rename === null && takenName(one) === name)
  );
}

const isOwned = (object: CatalogObject): boolean => object.parent === null && relationOf(object) !== null;

/**
 * The sequences of columns that have one of another name in the other schema. The name may be that of another column's
 * sequence, which moves as well or goes with its column: tables that take each other's names leave theirs so.
 */
function movedSequences(from: Catalog, to: Catalog): [CatalogObject, CatalogObject][] {
  const wanted = new Map(objectsOf(to, 'sequence').map(one => [one.facts.ownedBy?.id, one]));
  let moved = objectsOf(from, 'sequence').flatMap(object => {
    const twin = object.facts.ownedBy === null ? undefined : wanted.get(object.facts.ownedBy.id);
    return twin && twin.id !== object.id && isTwin(object, twin)
      ? [[object, twin] as [CatalogObject, CatalogObject]]
      : [];
  });
  const makesRoom = (id: string): boolean => {
    const holder = from.objects.get(id);
    if (!holder || moved.some(([object]) => object.id === id)) return true;
    return holder.kind === 'sequence' && holder.facts.ownedBy !== null && !to.objects.has(holder.facts.ownedBy.id);
  };
  for (let size = -1; size !== moved.length; ) {
    size = moved.length;
    moved = moved.filter(([, twin]) => makesRoom(twin.id));
  }
  return moved;
}

function isTwin(object: CatalogObject, other: CatalogObject): boolean {
  if (object.parent?.id !== other.parent?.id) return false;
  if (object.kind === 'sequence' && object.schema !== other.schema) return false;
  const words = (one: CatalogObject): string => JSON.stringify({ ...wordsOf(one), comment: null });
  return words(object) === words(other);
}
