import {
  type CatalogObject,
  type ColumnObject,
  type Context,
  type Draft,
  dropIdentity,
  dropRenamed,
  goOnWith,
  kindOf,
  ORDER,
  objectOf,
  objectsOf,
  ownSequence,
  renameAway,
  renameOld,
  requireObject,
  setIdentity,
  takeRows,
  withoutSource,
} from '../objects/index.ts';
import { type Carriers, carriersOf } from './carriers.ts';
import type { Changes } from './change-set.ts';
import { connect } from './dependencies.ts';
import type { Operation } from './order.ts';

/** What an operation is about, and its statements. */
export interface Content {
  object: CatalogObject;
  drafts: Draft[];
}

/** Turns changes into operations, each with what PostgreSQL's dependencies put before it. */
export function operationsOf(changes: Changes, context: Context): Operation<Content>[] {
  const operations = new Map<string, Operation<Content>>();
  const add = (
    key: string,
    rank: readonly (number | string)[],
    object: CatalogObject,
    drafts: Draft[],
  ): Operation<Content> => {
    const operation = { key, rank, after: new Set<string>(), content: { object, drafts } };
    operations.set(key, operation);
    return operation;
  };
  const keys = carriersOf(changes, context);
  const bare = (object: CatalogObject): CatalogObject =>
    object.kind === 'column' && changes.undefaulted.has(object.id) ? withoutSource(object) : object;
  const bareTo = { ...context.to, objects: new Map([...context.to.objects].map(([id, one]) => [id, bare(one)])) };

  /** A table that is made anew has columns of the old type until its rows are copied. */
  const dropOld = (object: CatalogObject, rank: readonly (number | string)[], word: string): Operation<Content> => {
    const drop = add(`-old ${object.id}`, [...rank, 'old'], object, [
      dropRenamed(word, object, context.from.defaultSchema),
    ]);
    for (const table of changes.rebuilt) drop.after.add(`copy ${table}`);
    return drop;
  };

  for (const object of changes.dropped.values()) {
    if (keys.drop(object.id) !== `-${object.id}`) continue;
    const rank = [ORDER[`drop ${object.kind}`], object.parent?.id ?? object.id, object.id];
    const type = changes.inTheWay.has(object.id) ? kindOf(object).columnType : null;
    if (object.kind === 'table' && changes.rebuilt.has(object.id))
      add(`-${object.id}`, [ORDER['set table aside'], object.id, object.id], object, renameAway(object, context));
    else if (type) {
      add(`-${object.id}`, rank, object, [renameOld(type.word, object)]);
      dropOld(object, rank, type.word).after.add(`-${object.id}`);
    } else add(`-${object.id}`, rank, object, kindOf(object).drop(object, context));
  }
  for (const { object, drafts } of changes.altered.values()) {
    const rank = [ORDER[`alter ${object.kind}`], object.parent?.id ?? object.id, object.id];
    add(`~${object.id}`, rank, object, drafts);
    const type = context.isMadeAnew(object) ? kindOf(object).columnType : null;
    if (!type) continue;
    dropOld(object, rank, type.word).after.add(`~${object.id}`);
  }
  for (const object of changes.created.values()) {
    if (keys.create(object.id) !== `+${object.id}`) continue;
    const drafts = kindOf(object).create(bare(object), { ...context, to: bareTo });
    add(`+${object.id}`, createRank(object, changes), object, drafts);
  }
  for (const id of changes.rebuilt) {
    const table = requireObject(context.to, 'table', id);
    add(`copy ${id}`, [ORDER['create table'], id, '3'], table, takeRows(table, context));
  }
  for (const id of changes.undefaulted) splitDefault(id, context, add);
  ownSequences(changes, context, keys, add);
  connect(operations, changes, context, keys);
  return [...operations.values()];
}

function createRank(object: CatalogObject, changes: Changes): readonly (number | string)[] {
  const turn = kindOf(object).turn(object);
  const rank = turn === 'after all tables' ? ORDER['create foreign key'] : ORDER[`create ${object.kind}`];
  const isTable = kindOf(object).holds === 'rows';
  const table = changes.created.get(object.parent?.id ?? object.id);
  const isNew = table !== undefined && kindOf(table).holds === 'rows' && (isTable || turn === 'with its table');
  return isNew
    ? [ORDER['create table'], table.id, isTable ? '1' : '4', rank, object.id]
    : [rank, object.parent?.id ?? object.id, object.kind === 'column' ? object.details.position : object.id];
}

type Add = (
  key: string,
  rank: readonly (number | string)[],
  object: CatalogObject,
  drafts: Draft[],
) => Operation<Content>;

/** The default or the identity of a column goes before, and comes back after, what is done to what it calls or counts. */
function splitDefault(id: string, { from, to }: Context, add: Add): void {
  const [before, after] = [objectOf(from, 'column', id), objectOf(to, 'column', id)];
  const on = (column: ColumnObject): string =>
    `alter table ${column.parent.qualifiedName} alter column ${column.quotedName}`;
  if (before) {
    const isCounted = before.facts.default === null;
    const drop = isCounted ? dropIdentity(before, withoutSource(before)) : [`${on(before)} drop default`];
    add(`-default ${id}`, [ORDER['drop default'], id], before, drop);
  }
  if (!after) return;
  const isCounted = after.facts.default === null;
  const set = isCounted
    ? setIdentity(withoutSource(after), after)
    : [`${on(after)} set default ${after.facts.default}`];
  add(`+default ${id}`, [ORDER['set default'], id], after, set).after.add(`~${id}`);
}

/** A sequence is tied to its column once both are there. */
function ownSequences(changes: Changes, { from, to }: Context, keys: Carriers, add: Add): void {
  for (const sequence of objectsOf(to, 'sequence')) {
    const before = objectOf(from, 'sequence', sequence.id);
    const { ownedBy } = sequence.facts;
    const remade = changes.rebuilt.has(ownedBy?.parent?.id ?? '');
    const carried = changes.created.has(sequence.id) && keys.create(sequence.id) !== `+${sequence.id}`;
    if (carried || (before && before.facts.ownedBy?.id === ownedBy?.id && !remade) || (!before && ownedBy === null))
      continue;
    const old = before ? undefined : objectOf(from, 'column', ownedBy?.id);
    const drafts = [ownSequence(sequence), ...(old ? goOnWith(old, sequence) : [])];
    const own = add(`own ${sequence.id}`, [ORDER['own sequence'], sequence.id], sequence, drafts);
    own.after.add(`+${sequence.id}`).add(`~${sequence.id}`);
    const made = ownedBy ? keys.create(ownedBy.id) : undefined;
    if (made) own.after.add(made);
    for (const table of changes.rebuilt) own.after.add(`+${table}`);
  }
}
