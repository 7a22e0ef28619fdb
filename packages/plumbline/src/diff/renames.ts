import {
  beside,
  type Catalog,
  type CatalogObject,
  type EnumObject,
  KINDS,
  objectsOf,
  qualified,
  quoted,
  sharedName,
} from '../canonical/index.ts';
import { literal } from '../sql/quote.ts';
import { bare, type Rename, splitPath } from './decisions.ts';

/** One `alter … rename`, and the id of what it is about. */
export interface RenameStep {
  sql: string;
  object: CatalogObject;
}

/** A decision about something that is not there. `known` are the names that could have been meant. */
export class UnknownName extends Error {
  readonly kind: string;
  readonly path: string;
  readonly known: string[];

  constructor(kind: string, path: string, known: string[]) {
    super(`there is no ${kind} ${path}`);
    this.kind = kind;
    this.path = path;
    this.known = known;
  }
}

const WORDS = { table: 'table', view: 'view', sequence: 'sequence', enum: 'type' } as const;

/**
 * The statements of one decision.
 *
 * @throws UnknownName when the catalog has nothing of that name
 */
export function renameSteps(catalog: Catalog, { kind, from, to }: Rename): RenameStep[] {
  if (kind === 'value') return [renameValue(catalog, from, to)];
  const object = findObject(catalog, kind, from);
  const owner = object.owner?.slice(object.owner.indexOf(' ') + 1);
  const path = splitPath(to);
  const [schema, name] =
    path.length > 1 ? [bare(path[0] as string), bare(path[1] as string)] : [object.schema, bare(to)];
  const step = (sql: string): RenameStep => ({ sql, object });
  switch (kind) {
    case 'column':
      return [step(`alter table ${owner} rename column ${object.sql} to ${quoted(name)}`)];
    case 'constraint':
      return [step(`alter table ${owner} rename constraint ${object.sql} to ${quoted(name)}`)];
    case 'schema':
      return [step(`alter schema ${object.sql} rename to ${quoted(name)}`)];
    case 'index': {
      const called = qualified(object.schema, object.name, catalog.defaultSchema);
      return [step(`alter index ${called} rename to ${quoted(name)}`)];
    }
    default: {
      const moves = schema !== object.schema;
      const called = qualified(schema, object.name, catalog.defaultSchema);
      return [
        ...(moves ? [step(`alter ${WORDS[kind]} ${object.sql} set schema ${quoted(schema)}`)] : []),
        ...(name === object.name ? [] : [step(`alter ${WORDS[kind]} ${called} rename to ${quoted(name)}`)]),
      ];
    }
  }
}

/**
 * Whether there is nothing left to do for a decision: the old name is not there any more, or it is still wanted and the
 * new one is not about to come.
 *
 * @throws UnknownName when neither the old nor the new name is there
 */
export function isDone(rename: Rename, from: Catalog, to: Catalog): boolean {
  const { kind, from: path } = rename;
  const target = targetPath(rename);
  if (has(from, kind, path)) return has(to, kind, path) && !(has(to, kind, target) && !has(from, kind, target));
  if (has(from, kind, target)) return true;
  throw new UnknownName(kind, path, namesOf(from, kind));
}

const has = (catalog: Catalog, kind: Rename['kind'], path: string): boolean =>
  kind === 'value' ? findValue(catalog, path) !== undefined : lookUp(catalog, kind, path) !== undefined;

/** The path under the new name. */
function targetPath({ kind, from, to }: Rename): string {
  const isPart = kind === 'value' || kind === 'column' || kind === 'constraint' || kind === 'index';
  const path = splitPath(from);
  if (isPart) return [...path.slice(0, -1), to].join('.');
  return splitPath(to).length > 1 || path.length === 1 ? to : `${path[0]}.${to}`;
}

/**
 * The decision under the names that its object has by now. A path means what had that name at first, and otherwise what
 * got it by an earlier decision.
 */
export function followed(rename: Rename, original: Catalog, current: Catalog): Rename {
  const kind = rename.kind === 'value' ? 'enum' : rename.kind;
  const path = splitPath(rename.from);
  const [own, label] = rename.kind === 'value' ? [path.slice(0, -1), path.slice(-1)] : [path, []];
  const before = lookUp(original, kind, own.join('.'));
  const where = before && [...original.addresses].find(([, id]) => id === before.id)?.[0];
  const now = current.addresses.get(where ?? '');
  return now === undefined ? rename : { ...rename, from: [now.slice(kind.length + 1), ...label].join('.') };
}

/** What holds the name that something is to get, and has to make room for it. */
export function holderOf(rename: Rename, catalog: Catalog): Rename | undefined {
  const { kind } = rename;
  const path = targetPath(rename);
  const aside = (from: string, name: string): Rename => ({ kind, from, to: quoted(beside(name, '__old')) });
  if (kind === 'value' || kind === 'column' || kind === 'schema')
    return has(catalog, kind, path) ? aside(path, bare(splitPath(path).at(-1) as string)) : undefined;
  const object = findObject(catalog, kind, rename.from);
  const [name, schema = object.schema] = splitPath(rename.to).map(bare).reverse();
  const wanted = sharedName({ ...object, schema, name: name as string });
  const holder = [...catalog.objects.values()].find(
    other => wanted !== undefined && other.id !== object.id && sharedName(other) === wanted,
  );
  return (
    holder && { ...aside(holder.id.slice(holder.kind.length + 1), holder.name), kind: holder.kind as Rename['kind'] }
  );
}

function renameValue(catalog: Catalog, path: string, to: string): RenameStep {
  const found = findValue(catalog, path);
  if (!found) throw new UnknownName('value', path, namesOf(catalog, 'value'));
  return {
    sql: `alter type ${found.type.sql} rename value ${literal(found.value)} to ${literal(bare(to))}`,
    object: found.type,
  };
}

/** The enum and the value of a path like `doc_status.draft`. */
function findValue(catalog: Catalog, path: string): { type: EnumObject; value: string } | undefined {
  const parts = splitPath(path);
  const value = bare(parts.at(-1) ?? '');
  const type = lookUp(catalog, 'enum', parts.slice(0, -1).join('.'));
  return type?.kind === 'enum' && labelsOf(type).includes(value) ? { type, value } : undefined;
}

/** The values of an enum, in the order that PostgreSQL sorts them by. */
export const labelsOf = ({ facts }: EnumObject): string[] => JSON.parse(facts.labels ?? '[]') as string[];

function namesOf(catalog: Catalog, kind: Rename['kind']): string[] {
  if (kind === 'value')
    return objectsOf(catalog, 'enum').flatMap(type => labelsOf(type).map(label => `${type.sql}.${label}`));
  return objectsOf(catalog, kind).map(({ id }) => id.slice(kind.length + 1));
}

/** The object of a kind and a path, `trigger public.users.touch`; nothing where the catalog has none. */
export function objectNamed(catalog: Catalog, text: string): CatalogObject | undefined {
  const kind = KINDS.find(one => text.startsWith(`${one} `));
  const path = text.slice((kind?.length ?? 0) + 1).trim();
  const inDefault = `${quoted(catalog.defaultSchema)}.`;
  const plain = path.startsWith(inDefault) ? path.slice(inDefault.length) : path;
  // the name of a function has its arguments' types in it, which are no path
  return kind && (catalog.objects.get(`${kind} ${plain}`) ?? lookUp(catalog, kind, path) ?? indexNamed(catalog, text));
}

/** An index has a name of its own in its schema: SQL does not say its table. */
function indexNamed(catalog: Catalog, text: string): CatalogObject | undefined {
  const [name, schema = catalog.defaultSchema, ...more] = splitPath(text.replace(/^index /, ''))
    .map(bare)
    .reverse();
  if (more.length > 0 || !text.startsWith('index ')) return undefined;
  return objectsOf(catalog, 'index').find(index => index.name === name && index.schema === schema);
}

/** The object of a path, whether its names are quoted or not, and with or without the default schema. */
function lookUp(catalog: Catalog, kind: CatalogObject['kind'], path: string): CatalogObject | undefined {
  const wanted = splitPath(path).map(bare).join('\0');
  return objectsOf(catalog, kind).find(object => {
    const own = splitPath(object.id.slice(kind.length + 1)).map(bare);
    return [own.join('\0'), [catalog.defaultSchema, ...own].join('\0')].includes(wanted);
  });
}

/** @throws UnknownName when the catalog has no object of that path */
export function findObject(catalog: Catalog, kind: Exclude<Rename['kind'], 'value'>, path: string): CatalogObject {
  const found = lookUp(catalog, kind, path);
  if (!found) throw new UnknownName(kind, path, namesOf(catalog, kind));
  return found;
}

/**
 * Renames that no rows depend on, and that need no answer: an index or constraint of the same table with the same
 * definition, a column's own sequence, an enum with the same values that no other type competes with.
 */
export function obviousRenames(from: Catalog, to: Catalog): Rename[] {
  const gone = [...from.objects.values()].filter(({ id }) => !to.objects.has(id));
  const come = [...to.objects.values()].filter(({ id }) => !from.objects.has(id));
  const taken = new Set<string>();
  return gone.flatMap(object => {
    if (!['index', 'constraint', 'sequence', 'enum'].includes(object.kind)) return [];
    const twin = come.find(other => !taken.has(other.id) && other.kind === object.kind && isTwin(object, other));
    if (!twin) return [];
    taken.add(twin.id);
    const target =
      object.owner === null && twin.schema !== object.schema
        ? `${quoted(twin.schema)}.${quoted(twin.name)}`
        : quoted(twin.name);
    return [{ kind: object.kind as Rename['kind'], from: object.id.slice(object.kind.length + 1), to: target }];
  });
}

function isTwin(object: CatalogObject, other: CatalogObject): boolean {
  if (object.owner !== other.owner) return false;
  if (object.kind === 'sequence' && object.facts.ownedBy === null) return false;
  if (object.kind === 'sequence' && object.schema !== other.schema) return false;
  const facts = ({ facts }: CatalogObject): string => JSON.stringify({ ...facts, comment: null });
  return facts(object) === facts(other);
}
