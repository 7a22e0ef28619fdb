import { bare, quoted } from '../catalog/index.ts';
import {
  type Catalog,
  type CatalogObject,
  type EnumObject,
  KINDS,
  type Kind,
  type ObjectOf,
  objectsOf,
} from '../objects/index.ts';
import { cutPath, type Rename, splitPath } from './decisions.ts';

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

/** The object of a kind and a path, `trigger public.users.touch`; nothing where the catalog has none. */
export function objectNamed(catalog: Catalog, text: string): CatalogObject | undefined {
  const kind = KINDS.find(one => text.startsWith(`${one} `));
  const path = text.slice((kind?.length ?? 0) + 1).trim();
  const inDefault = `${quoted(catalog.defaultSchema)}.`;
  const plain = path.startsWith(inDefault) ? path.slice(inDefault.length) : path;
  if (!kind) return undefined;
  // the name of a function has its arguments' types in it, which are no path
  const named = objectsOf(catalog, kind).find(({ qualifiedName }) => qualifiedName === plain);
  return named ?? lookUp(catalog, kind, path) ?? (kind === 'index' ? indexNamed(catalog, path) : undefined);
}

/** An index has a name of its own in its schema: SQL does not say its table. */
function indexNamed(catalog: Catalog, path: string): CatalogObject | undefined {
  const [name, schema = catalog.defaultSchema, ...more] = splitPath(path).map(bare).reverse();
  if (more.length > 0) return undefined;
  return objectsOf(catalog, 'index').find(index => index.name === name && index.schema === schema);
}

/** The object of a path, whether its names are quoted or not, and with or without the default schema. */
export function lookUp<K extends Kind>(catalog: Catalog, kind: K, path: string): ObjectOf<K> | undefined {
  const wanted = splitPath(path).map(bare).join('\0');
  return objectsOf(catalog, kind).find(object => {
    const own = splitPath(object.qualifiedName).map(bare);
    return [own.join('\0'), [catalog.defaultSchema, ...own].join('\0')].includes(wanted);
  });
}

/** @throws UnknownName when the catalog has no object of that path */
export function findObject<K extends Kind>(catalog: Catalog, kind: K, path: string): ObjectOf<K> {
  const found = lookUp(catalog, kind, path);
  if (!found) throw new UnknownName(kind, path, namesOf(catalog, kind));
  return found;
}

/** The enum and the value of a path like `doc_status.draft`. */
export function findValue(catalog: Catalog, path: string): { type: EnumObject; value: string } | undefined {
  const { whole, name } = cutPath(path);
  const value = bare(name);
  const type = lookUp(catalog, 'enum', whole);
  return type?.facts.labels.includes(value) ? { type, value } : undefined;
}

export function namesOf(catalog: Catalog, kind: Rename['kind']): string[] {
  if (kind === 'value')
    return objectsOf(catalog, 'enum').flatMap(type => type.facts.labels.map(label => `${type.qualifiedName}.${label}`));
  return objectsOf(catalog, kind).map(({ qualifiedName }) => qualifiedName);
}
