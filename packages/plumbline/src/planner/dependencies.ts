import { type Catalog, type Context, kindOf, objectOf, objectsOf, takenName } from '../objects/index.ts';
import type { Carriers } from './carriers.ts';
import type { Changes } from './change-set.ts';
import type { Operation } from './order.ts';

/** Puts one operation before another, where both are there. */
type Before = (first: string | undefined, then: string | undefined) => void;

/** Puts before each operation what has to be done first: by PostgreSQL's dependencies, and by what they do not tell. */
export function connect<T>(
  operations: ReadonlyMap<string, Operation<T>>,
  changes: Changes,
  context: Context,
  keys: Carriers,
): void {
  const before: Before = (first, then) => {
    if (first && then && first !== then && operations.has(first)) operations.get(then)?.after.add(first);
  };
  const [from, to] = [needsOf(context.from), needsOf(context.to)];
  for (const [id, all] of from) {
    for (const needed of all) letGo(id, needed, to, changes, context, keys, before);
  }
  for (const id of changes.undefaulted) {
    before(`-default ${id}`, keys.drop(id));
    before(keys.create(id), `+default ${id}`);
  }
  for (const [id, all] of to) {
    for (const needed of all) {
      before(keys.create(needed), `+default ${id}`);
      if (isForDefault(id, needed, changes, context.to)) continue;
      before(keys.create(needed), keys.create(id));
      if (isColumnOf(id, needed, context.to)) continue;
      before(keys.create(needed), `~${id}`);
      // the sequence of an identity column that goes may hold the name
      before(`-default ${id}`, keys.create(needed));
      if (isCalledByDefault(id, needed, context.to)) continue;
      before(`~${needed}`, keys.create(id));
      if (!keepsItsShape(needed, context)) before(`~${needed}`, `~${id}`);
    }
  }
  for (const id of changes.created.keys()) before(keys.drop(id), keys.create(id));
  sameNames(changes, keys, before);
  fillsFirst(changes, context, before);
  wholesFirst(changes, context, keys, before);
  for (const id of changes.rebuilt) afterCopy(id, changes, context, keys, before);
}

/** Whether it is a function, or what else a default may call. */
const isCalled = (id: string, { objects }: Catalog): boolean => {
  const object = objects.get(id);
  return object !== undefined && kindOf(object).isCalled;
};

/** Whether a column needs it for nothing but a default that is set apart. */
const isForDefault = (id: string, needed: string, { circular }: Changes, catalog: Catalog): boolean =>
  circular.has(id) && isCalled(needed, catalog);

/** A function that is replaced where it stands is the same for a default that calls it. */
const isCalledByDefault = (id: string, needed: string, catalog: Catalog): boolean =>
  isCalled(needed, catalog) && objectOf(catalog, 'column', id)?.facts.generated === null;

/**
 * What is the same for whatever reads it: a column that gets another default or rule, a function or a view that is
 * replaced where it stands.
 */
function keepsItsShape(id: string, { from, to }: Context): boolean {
  const [before, after] = [from.objects.get(id), to.objects.get(id)];
  return before !== undefined && after !== undefined && kindOf(after).keepsShape(before, after);
}

/** What is dropped or changed lets go of what it needed before that goes or changes. */
function letGo(
  id: string,
  needed: string,
  to: Needs,
  changes: Changes,
  context: Context,
  keys: Carriers,
  before: Before,
): void {
  const { from } = context;
  const { undefaulted, renamedAway, rebuilt, inTheWay } = changes;
  const dropOfNeeded = inTheWay.has(needed) ? `-old ${needed}` : keys.drop(needed);
  before(`-default ${id}`, dropOfNeeded);
  before(`-old ${id}`, `-old ${needed}`);
  before(dropOfNeeded, `+default ${id}`);
  if (isForDefault(id, needed, changes, from)) return;
  before(keys.drop(id), dropOfNeeded);
  if (isColumnOf(id, needed, from)) return;
  // a table that is made anew keeps its columns until its rows are copied
  const type = from.objects.get(needed);
  const isType = type !== undefined && kindOf(type).columnType !== null;
  if (isType && (renamedAway.has(id) || renamedAway.has(from.objects.get(id)?.parent?.id ?? ''))) {
    for (const table of rebuilt) before(`copy ${table}`, dropOfNeeded);
    return;
  }
  // others are filled from a column until it goes: it is the type under its old name that waits for it
  const isRead = objectOf(from, 'column', id)?.facts.generated === null && keys.drop(id) === `-${id}`;
  const isCalled = isCalledByDefault(id, needed, from);
  if (!isCalled) before(keys.drop(id), isRead && isType ? `-old ${needed}` : `~${needed}`);
  if (to.get(id)?.has(needed) || undefaulted.has(id)) return;
  before(`~${id}`, dropOfNeeded);
  // a view is replaced where it stands only when nothing that it reads becomes another thing, and only gets more columns
  const isView = [id, needed].some(one => from.objects.get(one)?.kind === 'view');
  if (!isView && !isCalled && !keepsItsShape(needed, context)) before(`~${id}`, `~${needed}`);
}

type Needs = ReadonlyMap<string, ReadonlySet<string>>;

/** PostgreSQL's dependencies, parts with their parents, and foreign keys with the tables that they refer to. */
function needsOf({ objects, needs }: Catalog): Needs {
  const all = new Map([...needs].map(([id, needed]) => [id, new Set(needed)]));
  const add = (id: string, needed: string | undefined): void => {
    if (needed !== undefined && needed !== id) all.set(id, (all.get(id) ?? new Set()).add(needed));
  };
  for (const object of objects.values()) {
    add(object.id, object.parent?.id);
    for (const needed of kindOf(object).needs(object)) add(object.id, needed?.id);
  }
  return all;
}

/** A table's own properties and its columns do not wait for each other. */
const isColumnOf = (id: string, table: string, { objects }: Catalog): boolean => {
  const object = objects.get(id);
  return object?.kind === 'column' && object.parent.id === table;
};

/** Relations and types share their names; of two functions with one name a call may mean either. The old one goes first. */
function sameNames(changes: Changes, keys: Carriers, before: Before): void {
  const holders = new Map<string, string[]>();
  for (const object of changes.dropped.values()) {
    const name = takenName(object);
    if (name) holders.set(name, [...(holders.get(name) ?? []), object.id]);
  }
  for (const object of changes.created.values()) {
    for (const holder of holders.get(takenName(object) ?? '') ?? []) before(keys.drop(holder), keys.create(object.id));
  }
}

/** What fills a new column may be read from one that goes. */
function fillsFirst({ created, dropped }: Changes, { fill }: Context, before: Before): void {
  const filled = [...created.values()].filter(({ id }) => fill(id)?.instant === false && !dropped.has(id));
  for (const column of dropped.values()) {
    // what is computed steps aside for what it is computed from
    if (column.kind !== 'column' || column.facts.generated !== null || created.has(column.id)) continue;
    for (const other of filled)
      if (other.parent?.id === column.parent.id && fill(other.id)?.reads.has(column.name))
        before(`+${other.id}`, `-${column.id}`);
  }
}

/** An index of a partitioned table would take an equal one, which a partition has of its own, for its part. */
function wholesFirst(changes: Changes, { to }: Context, keys: Carriers, before: Before): void {
  const made = [...changes.created.values()].filter(object => kindOf(object).takesEqual);
  for (const object of made) {
    const whole = objectOf(to, 'table', object.parent?.id)?.facts.partitionOf;
    if (!whole) continue;
    for (const { id, parent } of made) if (parent?.id === whole.id) before(keys.create(id), keys.create(object.id));
  }
}

/** A table that is made anew takes its rows before anything checks or serves them. */
function afterCopy(
  id: string,
  { created, dropped, renamedAway }: Changes,
  { to }: Context,
  keys: Carriers,
  before: Before,
): void {
  for (const object of dropped.values()) {
    const own = keys.drop(object.id) === `-${object.id}`;
    if (own && renamedAway.has(object.parent?.id ?? '')) before(`-${object.id}`, `-${id}`);
  }
  before(`+${id}`, `copy ${id}`);
  for (const object of created.values()) {
    const whole = kindOf(object).holds === 'rows' ? kindOf(object).whole(object)?.id : undefined;
    if (whole !== undefined && (renamedAway.has(whole) || whole === id)) before(keys.create(object.id), `copy ${id}`);
    const made = object.parent?.id === id ? keys.create(object.id) : undefined;
    if (made !== `+${id}`) before(`copy ${id}`, made);
  }
  for (const { id: sequence } of objectsOf(to, 'sequence')) before(`own ${sequence}`, `copy ${id}`);
}
