import { partId } from '../catalog/index.ts';
import { attachIndex, type ConstraintObject, type Context, objectOf } from '../objects/index.ts';
import type { Changes } from './change-set.ts';

/** A key that comes where a unique index with its name and definition goes. */
interface Heir {
  constraint: ConstraintObject;
  index: string;
}

/** Keys that can take over an index, instead of building one of their own. The indexes stay. */
export function heirsOf({ created, dropped }: Changes, context: Context): Heir[] {
  const heirs: Heir[] = [];
  for (const constraint of created.values()) {
    if (constraint.kind !== 'constraint' || constraint.details.index === null) continue;
    const index = dropped.get(indexOf(constraint));
    if (index?.kind !== 'index' || !isPlain(constraint.parent.id, context)) continue;
    const { unique, definition, valid, comment } = index.facts;
    if (!unique || !valid || comment !== null || definition !== constraint.details.index) continue;
    dropped.delete(index.id);
    heirs.push({ constraint, index: index.name });
  }
  return heirs;
}

/** The id of an index with a key's name. */
const indexOf = (constraint: ConstraintObject): string => partId('index', constraint.parent, constraint).id;

/** PostgreSQL makes no key of an index of a partitioned table. */
const isPlain = (table: string, { from, to }: Context): boolean =>
  [from, to].every(catalog => objectOf(catalog, 'table', table)?.facts.partitionKey === null);

/** Makes the keys of their indexes, but for those that had to step aside after all. */
export function promoteIndexes(heirs: readonly Heir[], { created, dropped, altered }: Changes): void {
  for (const { constraint, index } of heirs) {
    if (dropped.has(indexOf(constraint))) continue;
    created.delete(constraint.id);
    altered.set(constraint.id, { object: constraint, drafts: [attachIndex(constraint, index)] });
  }
}
