import type { FactsByKind } from './facts.ts';
import type { Kind, ObjectId } from './id.ts';

/** What planning needs to know of an object of each kind beside its facts. */
interface DetailsByKind extends Record<Kind, object> {
  extension: { version: string };
  /** What PostgreSQL keeps each value under, which a rename leaves as it is. */
  enum: { oids: string[] };
  function: {
    /** The name as SQL, without the arguments. */
    routineName: string;
    procedure: boolean;
    signature: string;
    grants: string[];
    types: string;
  };
  table: { grants: string[] };
  column: ColumnDetails;
  constraint: ConstraintDetails;
  index: IndexDetails;
  view: {
    columns: string[];
    /** Whether it can be read: a state, which no dump of a schema tells, and no difference. */
    populated: boolean;
    /** Each column with its type and collation: what `create or replace` can only add to. */
    shape: string[];
    grants: string[];
  };
}

interface ColumnDetails {
  position: number;
  /** The type without its modifier, and of an array the type of an element. */
  baseType: string;
  array: boolean;
  /** The enum that the type is, or is an array of. */
  enum: ObjectId<'enum'> | null;
  /** The type's modifier as PostgreSQL stores it, -1 for none. */
  modifier: number;
  /** PostgreSQL's one-letter category of the type: S for strings, N for numbers, A for arrays. */
  category: string;
  /** The bare name of the sequence of an identity column. */
  sequence: string | null;
  /** The rights that were given on it alone, as statements. */
  grants: string[];
}

interface ConstraintDetails {
  type: 'p' | 'u' | 'f' | 'c' | 'x';
  /** Names, unquoted. */
  columns: string[];
  /** Of a foreign key: the table, and the names of its columns. */
  references: ObjectId<'table'> | null;
  referenced: string[];
  validated: boolean;
  /** Whether it holds expressions, which are read anew when a type changes. */
  expressions: boolean;
  /** Of a check: what has to hold. */
  condition: string | null;
  /** Of a key: the definition of its index, without the names. */
  index: string | null;
  /** ` deferrable initially deferred`, or as much of it as holds. */
  deferrable: string;
}

interface IndexDetails {
  method: string;
  /** Whether it holds expressions or a predicate, which are read anew when a type changes. */
  expressions: boolean;
  /** The keys, and then the columns of INCLUDE. */
  keys: IndexKey[];
  keyCount: number;
  predicate: string | null;
  options: string | null;
}

/** One key of an index: the column or expression, its operator class and the type that is indexed. */
export interface IndexKey {
  expression: string;
  operatorClass: string;
  type: string;
}

/** What an object of each kind is a part of; the others are a part of nothing. */
interface ParentByKind extends Record<Kind, ObjectId<'table' | 'view'> | null> {
  schema: null;
  extension: null;
  enum: null;
  sequence: null;
  function: null;
  table: null;
  column: ObjectId<'table'>;
  constraint: ObjectId<'table'>;
  index: ObjectId<'table' | 'view'>;
  view: null;
  trigger: ObjectId<'table' | 'view'>;
  policy: ObjectId<'table'>;
}

/**
 * A database object. Two objects are the same exactly when their `facts` are equal; `details` are what planning needs to
 * know beside them.
 */
interface ObjectBase<K extends Kind> extends ObjectId<K> {
  parent: ParentByKind[K];
  facts: Readonly<FactsByKind[K]>;
  details: DetailsByKind[K];
}

export type SchemaObject = ObjectBase<'schema'>;
export type ExtensionObject = ObjectBase<'extension'>;
export type EnumObject = ObjectBase<'enum'>;
export type SequenceObject = ObjectBase<'sequence'>;
export type FunctionObject = ObjectBase<'function'>;
export type TableObject = ObjectBase<'table'>;
export type ColumnObject = ObjectBase<'column'>;
export type ConstraintObject = ObjectBase<'constraint'>;
export type IndexObject = ObjectBase<'index'>;
export type ViewObject = ObjectBase<'view'>;
export type TriggerObject = ObjectBase<'trigger'>;
export type PolicyObject = ObjectBase<'policy'>;

export type CatalogObject = { [K in Kind]: ObjectBase<K> }[Kind];

/** What is a part of a table or view. */
export type PartObject = Exclude<CatalogObject, { parent: null }>;

export type ObjectOf<K extends Kind> = Extract<CatalogObject, { kind: K }>;

/** A schema as PostgreSQL tells it. */
export interface Catalog {
  /** The schema whose names are written without it. */
  defaultSchema: string;
  /** PostgreSQL's version, as `server_version_num`: 170004. */
  version: number;
  objects: ReadonlyMap<string, CatalogObject>;
  /** Where PostgreSQL keeps each object: the same across renames, as long as the database lives. */
  addresses: ReadonlyMap<string, string>;
  /** For each object, the ids of those that it needs. Parts need their parents without being listed. */
  needs: ReadonlyMap<string, ReadonlySet<string>>;
}

export function objectsOf<K extends Kind>(catalog: Catalog, kind: K): ObjectOf<K>[] {
  return [...catalog.objects.values()].filter((object): object is ObjectOf<K> => object.kind === kind);
}

export function objectOf<K extends Kind>(
  catalog: Catalog,
  kind: K,
  id: string | null | undefined,
): ObjectOf<K> | undefined {
  const object = id == null ? undefined : catalog.objects.get(id);
  return object?.kind === kind ? (object as ObjectOf<K>) : undefined;
}

/** The same, of what has to be there. */
export function requireObject<K extends Kind>(catalog: Catalog, kind: K, id: string): ObjectOf<K> {
  const object = objectOf(catalog, kind, id);
  if (!object) throw new Error(`the catalog has no ${id}`);
  return object;
}

/** The columns, constraints, indexes, triggers and policies of a table or view, in the catalog's order. */
export function partsOf(catalog: Catalog, parent: string): PartObject[] {
  return [...catalog.objects.values()].filter((object): object is PartObject => object.parent?.id === parent);
}

/** The name that no two objects can have: relations, their indexes and types share names; functions only among them. */
export function sharedName(object: CatalogObject): string | undefined {
  const { kind, schema, name } = object;
  switch (kind) {
    case 'function':
      return `${schema}.${name}()`;
    case 'constraint':
      // the others have an index
      return object.details.type === 'c' || object.details.type === 'f' ? undefined : `${schema}.${name}`;
    case 'table':
    case 'view':
    case 'sequence':
    case 'index':
    case 'enum':
      return `${schema}.${name}`;
    default:
      return undefined;
  }
}
