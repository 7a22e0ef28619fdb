import {
  type Catalog,
  type CatalogObject,
  type Context,
  type ObjectHazard,
  objectOf,
  type ViewObject,
} from '../objects/index.ts';
import type { Changes } from './change-set.ts';

/**
 * Whether a materialized view holds its rows is a state of one database, which a dump of the schema does not tell. One
 * that has to be made again is filled, whatever the other side says, so that no script empties one; where it reads
 * another one that is not filled, PostgreSQL refuses to.
 */
export function fillAgain({ created }: Changes, { from, to }: Context): void {
  const isFilled = (view: ViewObject): boolean => {
    const makes = created.get(view.id);
    const wanted = makes ? view.details.populated || from.objects.has(view.id) : isPopulated(view, from);
    return wanted && [...inputsOf(view.id, to)].every(isFilled);
  };
  for (const view of [...created.values()]) {
    if (view.kind !== 'view' || !isMaterialized(view)) continue;
    created.set(view.id, { ...view, details: { ...view.details, populated: isFilled(view) } });
  }
}

const isPopulated = ({ id }: ViewObject, from: Catalog): boolean =>
  objectOf(from, 'view', id)?.details.populated ?? true;

/** The materialized views that a view reads, through others too. */
function inputsOf(view: string, to: Catalog, found = new Set<ViewObject>()): Set<ViewObject> {
  for (const id of to.needs.get(view) ?? []) {
    const needed = objectOf(to, 'view', id);
    if (!needed || needed.id === view) continue;
    if (isMaterialized(needed)) found.add(needed);
    else inputsOf(id, to, found);
  }
  return found;
}

const isMaterialized = (object: CatalogObject | undefined): boolean =>
  object?.kind === 'view' && object.facts.materialized;

/** What becomes of the rows of materialized views that are made again. */
export const madeAgain = ({ created, dropped }: Changes): ObjectHazard[] =>
  [...created.values()].flatMap(view =>
    view.kind !== 'view' || !isMaterialized(view) || !isMaterialized(dropped.get(view.id))
      ? []
      : [
          {
            object: view.id,
            hazard: {
              kind: 'note' as const,
              id: 'view-made-again',
              message: view.details.populated
                ? `materialized view ${view.qualifiedName} is made again and filled with what its query gives then`
                : `materialized view ${view.qualifiedName} is made again and stays empty: it reads one that is not filled`,
              instead: `refresh it at a quiet time: nobody can read it until it is filled`,
            },
          },
        ],
  );
