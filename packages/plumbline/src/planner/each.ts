import { type Catalog, type CatalogObject, KINDS, type Kind, kindOf, type ObjectKind } from '../objects/index.ts';

/** An object before and after a change, whether it differs or not, and what is known of its kind. */
export interface Each {
  id: string;
  kind: ObjectKind<Kind>;
  before: CatalogObject | undefined;
  after: CatalogObject | undefined;
}

/** All objects of two schemas, kind by kind in the order in which they are made, those that go behind the others. */
export function* each({ from, to }: { from: Catalog; to: Catalog }): Generator<Each> {
  const byKind = Map.groupBy(new Map([...to.objects, ...from.objects]).values(), ({ kind }) => kind);
  for (const kind of KINDS) {
    for (const object of byKind.get(kind) ?? [])
      yield {
        id: object.id,
        kind: kindOf(object),
        before: from.objects.get(object.id),
        after: to.objects.get(object.id),
      };
  }
}
