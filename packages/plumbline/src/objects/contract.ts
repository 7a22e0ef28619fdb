import type { Fact, ObjectId } from '../catalog/index.ts';
import type { Draft } from './draft.ts';
import type { Catalog, ColumnObject, EnumObject, FactName, Kind, Models, ObjectOf } from './model.ts';
import type { Reader } from './reader.ts';

/** One fact in which two objects differ, with PostgreSQL's words on both sides. */
export interface FactDifference {
  fact: FactName;
  from: Fact;
  to: Fact;
}

/** What a kind may ask while it writes statements. */
export interface Context {
  from: Catalog;
  to: Catalog;
  /** The oldest version of PostgreSQL that the statements are for, as `server_version_num`. */
  version: number;
  /** Whether what is there already stays as it is: `create … if not exists`. */
  ifMissing: boolean;
  /**
   * Whether an existing table is in use and must not be held for long: indexes are built and rules are checked beside
   * the traffic, outside the transaction.
   */
  online(table: string): boolean;
  /** Whether no column of the table goes or changes its type, so that an index can be dropped beside the traffic too. */
  quiet(table: string): boolean;
  /** The value for rows that have none: an SQL expression, from a decision. */
  fill(column: string): Fill | undefined;
  /** How a column's values become values of its new type. */
  conversion(from: ColumnObject, to: ColumnObject): Conversion;
  /** What a value that an enum loses becomes in the rows that hold it. */
  replacements(type: ObjectId<'enum'> | null): ReadonlyMap<string, string>;
  /**
   * Whether an enum grows where it stands, instead of being made anew, and whether its new values have to be committed
   * first, because the same change uses them.
   */
  growth(from: EnumObject, to: EnumObject): 'in place' | 'committed' | undefined;
}

export interface Fill {
  expression: string;
  /** PostgreSQL can give the value to all rows without writing them. */
  instant: boolean;
  /** Nobody said so: it only stands where a value has to. */
  isMadeUp: boolean;
}

/** `using` is absent where PostgreSQL converts by itself. */
export interface Conversion {
  using?: string;
}

/** The statements for one kind of object. */
export interface Statements<K extends Kind> {
  create(object: ObjectOf<K>, context: Context): Draft[];
  drop(object: ObjectOf<K>, context: Context): Draft[];
  /** The statements that turn one into the other, or `undefined` where it has to be dropped and made again. */
  alter(from: ObjectOf<K>, to: ObjectOf<K>, facts: readonly FactDifference[], context: Context): Draft[] | undefined;
}

/** Everything that is known of a kind of object. What is in no contract is known in one folder alone. */
export interface ObjectKind<K extends Kind> extends Statements<K> {
  /** The catalog query, and what its rows are. */
  read: Reader;
  /** What two objects are compared by and reported with, in the order in which it is told. */
  words(facts: Readonly<Models[K]['facts']>): Readonly<Record<keyof Models[K]['facts'], Fact>>;
  /** The name that no two objects of a schema can have, whatever they are: relations and types share theirs. */
  sharedName(object: ObjectOf<K>): string | undefined;
}
