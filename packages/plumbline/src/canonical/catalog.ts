import type { Kind, ObjectId } from './id.ts';

/** A fact in PostgreSQL's words; `null` where the object does not have it. */
export type Fact = string | null;

/**
 * A database object. Two objects are the same exactly when their `facts` are equal, word for word; `details` are what
 * planning needs to know beside them.
 */
interface ObjectBase<K extends Kind, F extends string, D = object, P extends ObjectId<'table' | 'view'> | null = null>
  extends ObjectId<K> {
  parent: P;
  facts: Readonly<Record<F, Fact>>;
  details: D;
}

export type SchemaObject = ObjectBase<'schema', 'comment'>;
export type ExtensionObject = ObjectBase<'extension', 'schema', { version: string }>;
/**
 * `labels` is a JSON array, in the order that PostgreSQL sorts the values by; `oids` has what PostgreSQL keeps each of
 * them under, which a rename leaves as it is.
 */
export type EnumObject = ObjectBase<'enum', 'labels' | 'comment', { oids: string[] }>;
export type SequenceObject = ObjectBase<
  'sequence',
  'type' | 'start' | 'increment' | 'min' | 'max' | 'cache' | 'cycle' | 'ownedBy' | 'comment',
  { /** The column that it goes with. */ ownedBy: ObjectId<'column'> | null }
>;
export type FunctionObject = ObjectBase<
  'function',
  'definition' | 'comment',
  {
    /** The name as SQL, without the arguments. */ routineName: string;
    procedure: boolean;
    signature: string;
    grants: string[];
    types: string;
  }
>;
export type TableObject = ObjectBase<
  'table',
  'partitionKey' | 'partitionOf' | 'bound' | 'inherits' | 'options' | 'unlogged' | 'rls' | 'forceRls' | 'comment',
  {
    /** The table that it is a partition of. */
    partitionOf: ObjectId<'table'> | null;
    /** The tables that it has columns from, without being a partition of theirs. */
    inherits: ObjectId<'table'>[];
    grants: string[];
  }
>;
export type ColumnObject = ObjectBase<
  'column',
  'type' | 'notNull' | 'default' | 'generated' | 'identity' | 'collation' | 'comment',
  {
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
    /** `always` or `by default`, the clauses that say how it counts, and the bare name of its sequence. */
    identity: { generated: string; counts: string[]; sequence: string } | null;
    /** The rights that were given on it alone, as statements. */
    grants: string[];
  },
  ObjectId<'table'>
>;
export type ConstraintObject = ObjectBase<
  'constraint',
  'definition' | 'comment',
  {
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
  },
  ObjectId<'table'>
>;
export type IndexObject = ObjectBase<
  'index',
  'unique' | 'definition' | 'valid' | 'comment',
  {
    method: string;
    /** Whether it holds expressions or a predicate, which are read anew when a type changes. */
    expressions: boolean;
    /** The keys, and then the columns of INCLUDE. */
    keys: IndexKey[];
    keyCount: number;
    predicate: string | null;
    options: string | null;
  },
  ObjectId<'table' | 'view'>
>;
export type ViewObject = ObjectBase<
  'view',
  'definition' | 'materialized' | 'options' | 'columnComments' | 'comment',
  {
    columns: string[];
    /** Whether it can be read: a state, which no dump of a schema tells, and no difference. */
    populated: boolean;
    /** Each column with its type and collation: what `create or replace` can only add to. */
    shape: string[];
    grants: string[];
  }
>;
export type TriggerObject = ObjectBase<
  'trigger',
  'definition' | 'enabled' | 'comment',
  object,
  ObjectId<'table' | 'view'>
>;
export type PolicyObject = ObjectBase<
  'policy',
  'command' | 'permissive' | 'roles' | 'using' | 'check' | 'comment',
  object,
  ObjectId<'table'>
>;

/** One key of an index: the column or expression, its operator class and the type that is indexed. */
export interface IndexKey {
  expression: string;
  operatorClass: string;
  type: string;
}

export type CatalogObject =
  | SchemaObject
  | ExtensionObject
  | EnumObject
  | SequenceObject
  | FunctionObject
  | TableObject
  | ColumnObject
  | ConstraintObject
  | IndexObject
  | ViewObject
  | TriggerObject
  | PolicyObject;

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
