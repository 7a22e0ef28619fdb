import type { Kind, ObjectId } from './id.ts';

/** How a sequence counts, its own or that of an identity column. */
export interface Counting {
  start: bigint;
  increment: bigint;
  min: bigint;
  max: bigint;
  cache: bigint;
  cycle: boolean;
}

/** What a column is computed from, and whether its values are stored or computed whenever they are read. */
export interface Generated {
  expression: string;
  kept: 'stored' | 'virtual';
}

/** That a column is numbered by a sequence of its own. */
export interface Identity extends Counting {
  generated: 'always' | 'by default';
}

/** A storage parameter, as `fillfactor`. */
export interface Parameter {
  name: string;
  value: string;
}

export interface SchemaFacts {
  comment: string | null;
}

export interface ExtensionFacts {
  schema: string;
}

export interface EnumFacts {
  /** The values, in the order that PostgreSQL sorts them by. */
  labels: string[];
  comment: string | null;
}

export interface SequenceFacts extends Counting {
  type: string;
  /** The column that it goes with. */
  ownedBy: ObjectId<'column'> | null;
  comment: string | null;
}

export interface FunctionFacts {
  definition: string;
  comment: string | null;
}

export interface TableFacts {
  partitionKey: string | null;
  /** The table that it is a partition of, and for which rows. */
  partitionOf: ObjectId<'table'> | null;
  bound: string | null;
  /** The tables that it has columns from without being a partition of theirs. */
  inherits: ObjectId<'table'>[];
  options: Parameter[];
  unlogged: boolean;
  /** Whether row level security is on, and whether it holds for the table's owner too. */
  rls: boolean;
  forceRls: boolean;
  comment: string | null;
}

export interface ColumnFacts {
  type: string;
  notNull: boolean;
  default: string | null;
  generated: Generated | null;
  identity: Identity | null;
  /** Where it is another one than the type's. */
  collation: string | null;
  comment: string | null;
}

export interface ConstraintFacts {
  definition: string;
  comment: string | null;
}

export interface IndexFacts {
  unique: boolean;
  definition: string;
  valid: boolean;
  comment: string | null;
}

export interface ViewFacts {
  definition: string;
  materialized: boolean;
  options: Parameter[];
  columnComments: { column: string; comment: string }[];
  comment: string | null;
}

export interface TriggerFacts {
  definition: string;
  /** When it does not fire as triggers do. */
  enabled: 'disabled' | 'replica' | 'always' | null;
  comment: string | null;
}

export interface PolicyFacts {
  command: string;
  permissive: boolean;
  roles: string;
  using: string | null;
  check: string | null;
  comment: string | null;
}

/** What each kind of object is compared by. */
export interface FactsByKind extends Record<Kind, object> {
  schema: SchemaFacts;
  extension: ExtensionFacts;
  enum: EnumFacts;
  sequence: SequenceFacts;
  function: FunctionFacts;
  table: TableFacts;
  column: ColumnFacts;
  constraint: ConstraintFacts;
  index: IndexFacts;
  view: ViewFacts;
  trigger: TriggerFacts;
  policy: PolicyFacts;
}

/** The names of all facts. */
export type FactName = { [K in Kind]: keyof FactsByKind[K] & string }[Kind];
