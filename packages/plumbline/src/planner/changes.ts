import type { ObjectId } from '../catalog/index.ts';
import { compareCatalogs, type Difference, differingFacts } from '../compare/index.ts';
import {
  type Catalog,
  type CatalogObject,
  type ColumnObject,
  type ConstraintObject,
  type Context,
  kindOf,
  objectOf,
  objectsOf,
  partitionsOf,
  requireObject,
  takenName,
  withoutSource,
} from '../objects/index.ts';
import type { Changes } from './change-set.ts';
import { circularDefaults } from './circles.ts';
import { fillAgain } from './filled.ts';
import { heirsOf, promoteIndexes } from './promote-index.ts';

/**
 * Sorts differences into what is dropped, made and altered, and adds what has to step aside meanwhile: PostgreSQL
 * refuses to drop an object that others need, and to change the type of a column that a view, a policy, a trigger or
 * a generated column reads.
 */
export function changesOf(context: Context): Changes {
  const { from, to } = context;
  const changes: Changes = {
    dropped: new Map(),
    created: new Map(),
    altered: new Map(),
    rebuilt: new Set(),
    renamedAway: new Set(),
    inTheWay: new Set(),
    undefaulted: new Set(),
    circular: new Set(),
  };
  const differences = compareCatalogs(from, to);
  for (const table of tablesToRebuild(differences, context, context.isMadeAnew)) rebuildTable(table, changes, context);
  for (const difference of differences) classify(difference, changes, context);
  typesOverOthers(changes, context);
  const heirs = heirsOf(changes, context);
  recreateDependents(changes, context);
  promoteIndexes(heirs, changes);
  for (const { id } of circularDefaults(to, one => changes.created.has(one))) changes.circular.add(id);
  for (const { id } of circularDefaults(from, one => changes.dropped.has(one))) changes.circular.add(id);
  for (const id of changes.circular) changes.undefaulted.add(id);
  for (const id of changes.undefaulted) withoutDefault(id, changes, context);
  fillAgain(changes, context);
  for (const id of typesInTheWay(changes, context)) changes.inTheWay.add(id);
  return changes;
}

/** A table is copied once the new type of a name is there, and keeps the old one until then. */
function typesInTheWay({ dropped, created, renamedAway }: Changes, { to }: Context): string[] {
  const parts = [...created.values()].filter(({ parent }) => renamedAway.has(parent?.id ?? ''));
  const before = new Set(parts.map(({ id }) => id));
  for (const id of before) for (const needed of to.needs.get(id) ?? []) before.add(needed);
  const names = new Set([...created.values()].filter(({ id }) => before.has(id)).map(takenName));
  return [...dropped.values()].flatMap(type =>
    kindOf(type).columnType && names.has(takenName(type)) ? [type.id] : [],
  );
}

function classify(difference: Difference, changes: Changes, context: Context): void {
  const { object } = difference;
  if (difference.change === 'remove') changes.dropped.set(object.id, object);
  else if (difference.change === 'add') changes.created.set(object.id, object);
  else {
    const { before, facts } = difference;
    // a part of a table that is made anew goes with it
    if (changes.dropped.has(before.id)) return;
    const drafts = kindOf(object).alter(before, object, facts, context);
    if (!drafts) {
      changes.dropped.set(before.id, before);
      changes.created.set(object.id, object);
      return;
    }
    changes.altered.set(object.id, { object, drafts });
    if (facts.some(({ fact }) => fact === 'identity') && facts.some(({ fact }) => fact === 'default'))
      changes.undefaulted.add(object.id);
  }
}

/** A type that is the same before and after, and is made anew because the one is that it is over. */
function typesOverOthers({ altered, dropped }: Changes, context: Context): void {
  for (const object of context.to.objects.values()) {
    const before = context.from.objects.get(object.id);
    if (!before || altered.has(object.id) || dropped.has(object.id) || !context.isMadeAnew(object)) continue;
    altered.set(object.id, { object, drafts: kindOf(object).alter(before, object, [], context) ?? [] });
  }
}

/**
 * Tables that PostgreSQL cannot alter: they are partitioned in another way, or become or cease to be a partition, or what
 * they are partitioned by changes its type, or has one that is made anew.
 */
export function tablesToRebuild(
  differences: readonly Difference[],
  { from, to }: Pick<Context, 'from' | 'to'>,
  isAnew: (type: ObjectId | null) => boolean,
): Set<string> {
  // PostgreSQL records what a table is partitioned by as a need of the column
  const isKey = ({ id, parent }: ColumnObject): boolean => from.needs.get(id)?.has(parent.id) ?? false;
  const tables = new Set(
    objectsOf(from, 'column')
      .filter(column => isKey(column) && to.objects.has(column.parent.id) && isAnew(column.details.userType))
      .map(({ parent }) => parent.id),
  );
  for (const difference of differences) {
    if (difference.change !== 'alter') continue;
    const { object, facts } = difference;
    const differs = (...names: string[]): boolean => facts.some(({ fact }) => names.includes(fact));
    if (object.kind === 'table' && differs('partitionKey', 'partitionOf')) tables.add(object.id);
    if (object.kind === 'column' && isKey(object) && differs('type', 'collation')) tables.add(object.parent.id);
  }
  for (const id of tables) if (ancestorsOf(from, id).some(ancestor => tables.has(ancestor))) tables.delete(id);
  return tables;
}

function ancestorsOf(catalog: Catalog, id: string): string[] {
  const whole = objectOf(catalog, 'table', id)?.facts.partitionOf;
  return whole ? [whole.id, ...ancestorsOf(catalog, whole.id)] : [];
}

/** Everything that is part of a table goes with it and comes back with the new one. */
function rebuildTable(id: string, changes: Changes, { from, to }: Context): void {
  changes.rebuilt.add(id);
  for (const [catalog, moved] of [
    [from, changes.dropped],
    [to, changes.created],
  ] as const) {
    const table = requireObject(catalog, 'table', id);
    const whole = new Set([table, ...partitionsOf(catalog, table)].map(part => part.id));
    if (catalog === from) for (const part of whole) changes.renamedAway.add(part);
    for (const object of catalog.objects.values()) {
      if (whole.has(object.id) || whole.has(object.parent?.id ?? '')) moved.set(object.id, object);
    }
  }
}

/** Walks PostgreSQL's dependencies from what goes or changes its type to what cannot stay meanwhile. */
function recreateDependents(changes: Changes, context: Context): void {
  const { from } = context;
  const neededBy = invert(from);
  for (const key of betweenChangingLogs(context)) if (!changes.dropped.has(key.id)) recreate(key, changes, context);
  const queue = [...changes.dropped.keys(), ...retyped(context)];
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    const gone = changes.dropped.has(id);
    const needed = from.objects.get(id);
    for (const dependent of neededBy.get(id) ?? []) {
      const object = from.objects.get(dependent);
      if (!object || changes.dropped.has(dependent)) continue;
      if (gone && needed && isDefaultOf(object, needed)) changes.undefaulted.add(object.id);
      if (!kindOf(object).isRecreated(object, gone, context)) continue;
      recreate(object, changes, context);
      queue.push(dependent);
    }
  }
}

/** A logged table may not refer to one that is not: a foreign key waits until both its tables have become the one or the other. */
function betweenChangingLogs({ from, to }: Context): ConstraintObject[] {
  const changes = (id: string | undefined): boolean => {
    const [before, after] = [objectOf(from, 'table', id), objectOf(to, 'table', id)];
    return before !== undefined && after !== undefined && before.facts.unlogged !== after.facts.unlogged;
  };
  return objectsOf(from, 'constraint').filter(
    ({ parent, details: { references } }) =>
      parent.id !== references?.id && changes(parent.id) && changes(references?.id),
  );
}

function recreate(object: CatalogObject, changes: Changes, { to }: Context): void {
  const again = to.objects.get(object.id);
  changes.dropped.set(object.id, object);
  changes.altered.delete(object.id);
  if (again) changes.created.set(again.id, again);
}

/** What else is done to a column whose default steps aside. */
function withoutDefault(id: string, { altered }: Changes, context: Context): void {
  const [before, after] = [objectOf(context.from, 'column', id), objectOf(context.to, 'column', id)];
  if (!before || !after || !altered.delete(id)) return;
  const [from, to] = [withoutSource(before), withoutSource(after)];
  const facts = differingFacts(from, to);
  const drafts = facts.length === 0 ? [] : (kindOf(after).alter(from, to, facts, context) ?? []);
  altered.set(id, { object: after, drafts });
}

/** A default that calls a function goes while the function is made again. */
const isDefaultOf = (object: CatalogObject, needed: CatalogObject): boolean =>
  object.kind === 'column' && object.facts.default !== null && kindOf(needed).isCalled;

/** The columns whose values are written anew in another type: those that say so, and those of a type that is made anew. */
function retyped(context: Context): string[] {
  const { from, to } = context;
  const rebuilt = [...to.objects.values()].filter(type => context.isMadeAnew(type));
  const ofRebuilt = (column: ColumnObject): boolean => rebuilt.some(({ id }) => column.details.userType?.id === id);
  return [
    ...rebuilt.map(({ id }) => id),
    ...objectsOf(from, 'column')
      .filter(column => {
        const after = objectOf(to, 'column', column.id);
        return (
          after &&
          (after.facts.type !== column.facts.type ||
            after.facts.collation !== column.facts.collation ||
            ofRebuilt(column))
        );
      })
      .map(({ id }) => id),
  ];
}

/** What needs each object, as PostgreSQL tells it and as its kind does. */
function invert({ objects, needs }: Catalog): Map<string, string[]> {
  const neededBy = new Map<string, string[]>();
  const add = (id: string, needed: string): void => void neededBy.set(needed, [...(neededBy.get(needed) ?? []), id]);
  for (const [id, all] of needs) for (const needed of all) add(id, needed);
  for (const object of objects.values())
    for (const needed of kindOf(object).needs(object)) if (needed) add(object.id, needed.id);
  return neededBy;
}
