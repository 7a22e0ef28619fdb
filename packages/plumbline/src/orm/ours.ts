import { neededBy } from '../authoring/index.ts';
import type { Session } from '../catalog/index.ts';
import type { Unmanaged } from '../compare/index.ts';
import { type Catalog, type CatalogObject, kindOf, relationOf } from '../objects/index.ts';

/** A part of a database, as far as the entities are concerned. */
export interface Ours {
  catalog: Catalog;
  /** Whether something in it belongs to somebody else, or may: it is there to be stepped around. */
  isOthers(object: CatalogObject): boolean;
}

/**
 * What of a database the entities know: their tables and views with all that belongs to them. With it comes what those
 * need and what needs those, which no plan may overlook and none takes away: nobody recorded whose it is.
 *
 * @param session the one that the database was read in
 */
export async function oursOf(session: Session, database: Catalog, entities: Catalog): Promise<Ours> {
  const ours = new Set<string>();
  for (const object of database.objects.values()) if (isKnown(object, entities)) ours.add(object.id);
  const near = new Set(ours);
  for (const id of near) for (const needed of database.needs.get(id) ?? []) reach(needed, database, near);
  // one round is enough for what hangs on ours, and another for what that needs
  for (let size = -1; size !== near.size; ) {
    size = near.size;
    for (const [id, needs] of database.needs)
      if (!near.has(id) && [...needs].some(needed => near.has(needed))) reach(id, database, near);
    for (const id of near) for (const needed of database.needs.get(id) ?? []) reach(needed, database, near);
  }
  // through what no catalog models, as the extension of a column's type
  const all = await neededBy(session, database, [...near]);
  return {
    catalog: { ...database, objects: new Map([...database.objects].filter(([id]) => near.has(id) || all.has(id))) },
    isOthers: ({ id }) => !ours.has(id),
  };
}

/** An object comes with its table or view, and that with all its parts. */
function reach(id: string, { objects }: Catalog, near: Set<string>): void {
  const whole = objects.get(id)?.parent?.id ?? id;
  if (!objects.has(whole) || near.has(whole)) return void (objects.has(id) && near.add(id));
  near.add(whole);
  for (const object of objects.values()) if (object.parent?.id === whole) near.add(object.id);
}

/** The entities' own, a part of a table or view of theirs, or the sequence of a column of theirs. */
function isKnown(object: CatalogObject, { objects }: Catalog): boolean {
  return objects.has(object.parent?.id ?? object.id) || objects.has(relationOf(object)?.id ?? '');
}

/**
 * Somebody else's stays, but for what the entities let go of and nobody else needs: the type of a column that was an
 * enum, and the function that MikroORM makes with each trigger.
 */
export function stayingOthers({ catalog, isOthers }: Ours, unmanaged: Unmanaged): Unmanaged {
  const neededBy = new Map<string, string[]>();
  for (const [id, needs] of catalog.needs)
    for (const needed of needs)
      if (catalog.objects.has(id)) neededBy.set(needed, [...(neededBy.get(needed) ?? []), id]);
  const isLetGo = (object: CatalogObject): boolean => {
    const users = (neededBy.get(object.id) ?? []).flatMap(id => catalog.objects.get(id) ?? []);
    if (users.length === 0 || users.some(isOthers)) return false;
    if (kindOf(object).columnType) return true;
    return object.kind === 'function' && users.every(user => isMadeWith(user, object.name));
  };
  return {
    ...unmanaged,
    stays: (object, wanted) => (isOthers(object) && !isLetGo(object)) || unmanaged.stays(object, wanted),
  };
}

/** MikroORM's name for the function of a trigger. */
const isMadeWith = (user: CatalogObject, name: string): boolean =>
  user.kind === 'trigger' && name === `${user.parent.name}_${user.name}_fn`;
