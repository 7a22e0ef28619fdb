import { type Catalog, kindOf, objectsOf } from '../objects/index.ts';
import type { Step } from '../planner/index.ts';
import { type Change, formerly } from './change.ts';

/** The tables that steps are about: by themselves, by a part of theirs, or by a type that their columns have. */
export function touchedTables(steps: readonly Step[], change: Pick<Change, 'from' | 'renamed'>): Set<string> {
  const catalog = change.from;
  const here = (id: string): string => (catalog.objects.has(id) ? id : formerly(change, id));
  const touched = new Set<string>();
  for (const step of steps) {
    const [object, group] = [here(step.object), here(step.group)];
    // what is new is in no older schema, and its table is
    if (catalog.objects.get(group)?.kind === 'table') touched.add(group);
    const found = catalog.objects.get(object);
    if (found?.kind === 'table') touched.add(found.id);
    else if (found?.parent?.kind === 'table') touched.add(found.parent.id);
    else if (found && kindOf(found).columnType) {
      for (const column of objectsOf(catalog, 'column'))
        if (column.details.userType?.id === found.id) touched.add(column.parent.id);
    } else for (const needed of catalog.needs.get(object) ?? []) addTable(catalog, needed, touched);
  }
  return touched;
}

/** A view is about the tables that it reads. */
function addTable(catalog: Catalog, id: string, touched: Set<string>): void {
  const object = catalog.objects.get(id);
  if (object?.kind === 'table') touched.add(object.id);
  else if (object?.parent?.kind === 'table') touched.add(object.parent.id);
}
