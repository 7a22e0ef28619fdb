import { bare, type ObjectId, pathPart, quoted, temporaryName } from '../catalog/index.ts';
import { type Catalog, type CatalogObject, type EnumObject, kindOf, sharedName } from '../objects/index.ts';
import { literal } from '../sql/index.ts';
import { comparable, cutPath, isPart, isWhole, type Rename, splitPath } from './decisions.ts';
import { findObject, findValue, lookUp, namesOf, UnknownName } from './lookup.ts';

/** One `alter … rename`, and the id of what it is about. */
export interface RenameStep {
  sql: string;
  object: CatalogObject;
}

/** The bare name that something is to get, and the schema, which is its own where none is said. */
function targetName(to: string, { schema }: ObjectId): { schema: string; name: string } {
  const { whole, name } = cutPath(to);
  return { schema: whole === '' ? schema : bare(whole), name: bare(name) };
}

/**
 * The statements of one decision.
 *
 * @throws UnknownName when the catalog has nothing of that name
 */
export function renameSteps(catalog: Catalog, { kind, from, to }: Rename): RenameStep[] {
  if (kind === 'value') return [renameValue(catalog, from, to)];
  const object = findObject(catalog, kind, from);
  const { schema, name } = targetName(to, object);
  const rule = kindOf(object).rename;
  if (!rule) throw new UnknownName(kind, from, []);
  return rule.statements(object, { schema, name }, catalog.defaultSchema).map(sql => ({ sql, object }));
}

/**
 * Whether a decision is still to be followed. `done`: the old name is not there any more, or it is still wanted and the
 * new one is not about to come. `open`: both names are there before and after, so that it depends on whether the new
 * name becomes free.
 *
 * @throws UnknownName when neither the old nor the new name is there
 */
export function stateOf(rename: Rename, all: readonly Rename[], from: Catalog, to: Catalog): 'due' | 'done' | 'open' {
  const { kind, from: path } = rename;
  const last = inLastWords(rename, all, from);
  if (!has(from, kind, path)) {
    if ([rename, last].some(one => has(from, kind, targetPath(one)))) return 'done';
    throw new UnknownName(kind, path, namesOf(from, kind));
  }
  if (!has(to, kind, last.from)) return 'due';
  if (!has(to, kind, targetPath(last))) return 'done';
  return has(from, kind, targetPath(rename)) ? 'open' : 'due';
}

/** What a decision is about, for comparing with what another one is about or waits for. */
export function subjectOf(rename: Rename, catalog: Catalog): string | undefined {
  if (rename.kind !== 'value') return lookUp(catalog, rename.kind, rename.from)?.id;
  const found = findValue(catalog, rename.from);
  return found && `value ${found.type.id} ${found.value}`;
}

/**
 * A decision in the words of the schema before: the path of a part may begin with the name that another decision gives
 * to the whole.
 */
export function inFirstWords(rename: Rename, all: readonly Rename[], original: Catalog): Rename {
  if (has(original, rename.kind, rename.from)) return rename;
  const { whole: path, name } = cutPath(rename.from);
  const whole = comparable(path, original.defaultSchema);
  const other = all.find(one => isWhole(one.kind) && comparable(targetPath(one), original.defaultSchema) === whole);
  const first = other && { ...rename, from: [other.from, name].join('.') };
  return first && has(original, first.kind, first.from) ? first : rename;
}

/** A decision about a part, under the name that another decision gives to the whole. */
function inLastWords(rename: Rename, all: readonly Rename[], original: Catalog): Rename {
  const { whole: path, name } = cutPath(rename.from);
  const whole = comparable(path, original.defaultSchema);
  const other = all.find(one => isWhole(one.kind) && comparable(one.from, original.defaultSchema) === whole);
  return other ? { ...rename, from: [targetPath(other), name].join('.') } : rename;
}

const has = (catalog: Catalog, kind: Rename['kind'], path: string): boolean =>
  kind === 'value' ? findValue(catalog, path) !== undefined : lookUp(catalog, kind, path) !== undefined;

/** The path under the new name. */
function targetPath({ kind, from, to }: Rename): string {
  const path = splitPath(from);
  if (isPart(kind)) return [...path.slice(0, -1), kind === 'value' ? pathPart(bare(to)) : to].join('.');
  return splitPath(to).length > 1 || path.length === 1 ? to : `${path[0]}.${to}`;
}

/**
 * The decision under the names that its object has by now. A path means what had that name at first, and otherwise what
 * got it by an earlier decision.
 */
export function followed(rename: Rename, original: Catalog, current: Catalog): Rename {
  const kind = rename.kind === 'value' ? 'enum' : rename.kind;
  const path = splitPath(rename.from);
  const own = rename.kind === 'value' ? path.slice(0, -1) : path;
  const before = lookUp(original, kind, own.join('.'));
  const now = before && current.objects.get(sameIn(original, current, before.id) ?? '');
  if (!now) return rename;
  const parts = [now.qualifiedName];
  if (rename.kind === 'value' && before.kind === 'enum' && now.kind === 'enum') {
    const label = bare(path.at(-1) ?? '');
    parts.push(pathPart(valueIn(before, now, label) ?? label));
  }
  return { ...rename, from: parts.join('.') };
}

/** The id that an object of one reading has in another of the same database. */
function sameIn(one: Catalog, other: Catalog, id: string): string | undefined {
  const where = [...one.addresses].find(([, at]) => at === id)?.[0];
  return other.addresses.get(where ?? '');
}

/** What a value of an enum is called in another reading of the same database. */
function valueIn(type: EnumObject, other: EnumObject, label: string): string | undefined {
  const oid = type.details.oids[type.facts.labels.indexOf(label)];
  return oid === undefined ? undefined : other.facts.labels[other.details.oids.indexOf(oid)];
}

/** What the value of an enum was called before renames: as the rows that are there, and the answers about them, call it. */
export function valueBefore(original: Catalog, renamed: Catalog): (type: EnumObject, label: string) => string {
  return (type, label) => {
    const before = original.objects.get(sameIn(renamed, original, type.id) ?? '');
    return (before?.kind === 'enum' ? valueIn(type, before, label) : undefined) ?? label;
  };
}

/** What holds the name that something is to get, and has to make room for it. */
export function holderOf(rename: Rename, catalog: Catalog): Rename | undefined {
  const { kind } = rename;
  const path = targetPath(rename);
  const makeRoom = (from: string, name: string): Rename => ({ kind, from, to: quoted(temporaryName(name, '__old')) });
  // a table's constraints share their names, whatever they are; those with an index share them with relations, too
  if (kind === 'constraint' && has(catalog, kind, path)) return makeRoom(path, bare(rename.to));
  if (kind === 'value' || kind === 'column' || kind === 'schema')
    return has(catalog, kind, path) ? makeRoom(path, bare(cutPath(path).name)) : undefined;
  const object = findObject(catalog, kind, rename.from);
  const wanted = sharedName({ ...object, ...targetName(rename.to, object) });
  const holder = [...catalog.objects.values()].find(
    other => wanted !== undefined && other.id !== object.id && sharedName(other) === wanted,
  );
  return holder && { ...makeRoom(holder.qualifiedName, holder.name), kind: holder.kind as Rename['kind'] };
}

function renameValue(catalog: Catalog, path: string, to: string): RenameStep {
  const found = findValue(catalog, path);
  if (!found) throw new UnknownName('value', path, namesOf(catalog, 'value'));
  return {
    sql: `alter type ${found.type.qualifiedName} rename value ${literal(found.value)} to ${literal(bare(to))}`,
    object: found.type,
  };
}
