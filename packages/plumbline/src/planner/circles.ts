import { type Catalog, type CatalogObject, type ColumnObject, kindOf, objectsOf } from '../objects/index.ts';

/**
 * Columns whose default calls a function that reads the column itself, or its table, through whatever stands between
 * them: neither can be made before the other, so the default has to be set, or dropped, apart.
 *
 * @param moved whether an object is made or dropped as a whole; what stays is there for the function to read
 */
export function circularDefaults(catalog: Catalog, moved: (id: string) => boolean): ColumnObject[] {
  const columns = objectsOf(catalog, 'column');
  const columnsOf = Map.groupBy(columns, ({ parent }) => parent.id);
  /** What has to be there before an object: a new table waits for what its columns call. */
  const nextOf = (id: string): string[] => {
    const whole = catalog.objects.get(id)?.parent?.id ?? id;
    const parts = moved(whole) ? [whole, ...(columnsOf.get(whole) ?? []).map(column => column.id)] : [id];
    return [...new Set([...parts, id])].flatMap(part => [...(catalog.needs.get(part) ?? [])]);
  };
  const reaches = (start: readonly string[], found: (id: string) => boolean): boolean => {
    const queue = [...start];
    const seen = new Set(queue);
    for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
      if (found(id)) return true;
      for (const next of nextOf(id)) {
        if (seen.has(next)) continue;
        seen.add(next);
        queue.push(next);
      }
    }
    return false;
  };
  return columns.filter(({ id, parent, facts }) => {
    if (facts.default === null) return false;
    const called = [...(catalog.needs.get(id) ?? [])].filter(
      needed => isCalled(catalog.objects.get(needed)) && moved(needed),
    );
    const isItself = (other: string): boolean =>
      other === id ||
      (moved(parent.id) && (other === parent.id || catalog.objects.get(other)?.parent?.id === parent.id));
    return called.length > 0 && reaches(called, isItself);
  });
}

const isCalled = (object: CatalogObject | undefined): boolean => object !== undefined && kindOf(object).isCalled;
