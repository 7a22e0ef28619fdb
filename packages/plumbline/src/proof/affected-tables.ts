import { type Catalog, kindOf, objectsOf } from '../objects/index.ts';
import type { Step } from '../planner/index.ts';
import { type Change, formerly } from './change.ts';

/** The tables that steps are about: by themselves, by a part of theirs, or by a type that their columns have. */
export function affectedTables(steps: readonly Step[], change: Pick<Change, 'from' | 'renamed'>): Set<string> {
  const catalog = change.from;
  const here = (id: string): string => (catalog.objects.has(id) ? id : formerly(change, id));
  const affected = new Set<string>();
  for (const step of steps) {
    const [object, group] = [here(step.object), here(step.group)];
    // what is new is in no older schema, and its table is
    if (catalog.objects.get(group)?.kind === 'table') affected.add(group);
    const found = catalog.objects.get(object);
    if (found?.kind === 'table') affected.add(found.id);
    else if (found?.parent?.kind === 'table') affected.add(found.parent.id);
    else if (found && kindOf(found).columnType) {
      for (const column of objectsOf(catalog, 'column'))
        if (column.details.userType?.id === found.id) affected.add(column.parent.id);
    } else for (const needed of catalog.needs.get(object) ?? []) addTable(catalog, needed, affected);
  }
  return affected;
}

/** A view is about the tables that it reads. */
function addTable(catalog: Catalog, id: string, affected: Set<string>): void {
  const object = catalog.objects.get(id);
  if (object?.kind === 'table') affected.add(object.id);
  else if (object?.parent?.kind === 'table') affected.add(object.parent.id);
}
