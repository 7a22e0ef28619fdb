import { type Catalog, type CatalogObject, kindOf, partsOf, relationOf } from '../objects/index.ts';

/** A catalog without what others keep in the same database. */
export interface Owned {
  catalog: Catalog;
  /** What is not ours, but for its parts. */
  others: CatalogObject[];
}

/**
 * Leaves out what nobody here made: objects that none of the project's states has, with their parts. Parts that somebody
 * added to our tables stay: they are a difference of ours.
 *
 * @param known the states that say what is ours
 */
export function ownedPart(catalog: Catalog, known: readonly Catalog[]): Owned {
  const isKnown = (id: string): boolean => known.some(({ objects }) => objects.has(id));
  const foreign = new Set<string>();
  const others: CatalogObject[] = [];
  for (const object of catalog.objects.values()) {
    if (isKnown(object.id) || belongs(object, isKnown)) continue;
    foreign.add(object.id);
    const isPart = relationOf(object) !== null;
    if (!isPart) others.push(object);
    for (const part of partsOf(catalog, object.id)) foreign.add(part.id);
  }
  const objects = new Map([...catalog.objects].filter(([id]) => !foreign.has(id)));
  return { catalog: { ...catalog, objects }, others };
}

/** Whether an object goes with one of ours: the table of a part, the parent of a partition, the table of a sequence. */
function belongs(object: CatalogObject, isKnown: (id: string) => boolean): boolean {
  const whole = relationOf(object) ?? kindOf(object).whole(object);
  return whole !== null && isKnown(whole.id);
}
