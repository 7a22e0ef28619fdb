import type { ObjectId } from '../catalog/index.ts';
import type { AggregateModel } from './aggregate/model.ts';
import type { ColumnModel } from './column/model.ts';
import type { ConstraintModel } from './constraint/model.ts';
import type { DomainModel } from './domain/model.ts';
import type { EnumModel } from './enum/model.ts';
import type { ExtensionModel } from './extension/model.ts';
import type { FunctionModel } from './function/model.ts';
import type { IndexModel } from './index/model.ts';
import type { PolicyModel } from './policy/model.ts';
import type { SchemaModel } from './schema/model.ts';
import type { SequenceModel } from './sequence/model.ts';
import type { TableModel } from './table/model.ts';
import type { TriggerModel } from './trigger/model.ts';
import type { ViewModel } from './view/model.ts';

/** What each kind of object holds: `facts` to be compared by, `details` that planning needs, what it is a part of. */
export interface Models {
  schema: SchemaModel;
  extension: ExtensionModel;
  enum: EnumModel;
  domain: DomainModel;
  sequence: SequenceModel;
  function: FunctionModel;
  aggregate: AggregateModel;
  table: TableModel;
  column: ColumnModel;
  constraint: ConstraintModel;
  index: IndexModel;
  view: ViewModel;
  trigger: TriggerModel;
  policy: PolicyModel;
}

export type Kind = keyof Models;

/** The names of all facts. */
export type FactName = { [K in Kind]: keyof Models[K]['facts'] & string }[Kind];

/**
 * A database object. Two objects are the same exactly when their `facts` are equal; `details` are what planning needs to
 * know beside them.
 */
interface ObjectBase<K extends Kind> extends ObjectId<K> {
  parent: Models[K]['parent'];
  facts: Readonly<Models[K]['facts']>;
  details: Models[K]['details'];
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

/** An object of a catalog, of any kind. */
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
