import {
  type Catalog,
  type ColumnObject,
  type EnumObject,
  type FunctionObject,
  type Kind,
  type ObjectId,
  type ObjectOf,
  objectOf,
  type TableObject,
  type ViewObject,
} from '../catalog/index.ts';
import type { FactDifference } from '../compare/index.ts';
import { newerThanSync } from '../sql/index.ts';
import type { Draft } from './step.ts';

/** What a generator may ask while it writes statements. */
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

/** Writes the statements for one kind of object. */
export interface Generator<K extends Kind> {
  create(object: ObjectOf<K>, context: Context): Draft[];
  drop(object: ObjectOf<K>, context: Context): Draft[];
  /** The statements that turn one into the other, or `undefined` where it has to be dropped and made again. */
  alter(from: ObjectOf<K>, to: ObjectOf<K>, facts: readonly FactDifference[], context: Context): Draft[] | undefined;
}

/** Rights that were given on an object stay when it is made again: no schema tells them. */
export const grantsOn = (
  object: TableObject | ViewObject | FunctionObject | ColumnObject,
  { from, version }: Context,
): string[] => {
  const grants = objectOf(from, object.kind, object.id)?.details.grants ?? object.details.grants;
  // the shadow may know rights that an older server does not
  return grants.filter(grant => newerThanSync(version, grant).length === 0);
};

/** Whether nothing but the comment differs. */
export const onlyComment = (facts: readonly FactDifference[]): boolean => facts.every(({ fact }) => fact === 'comment');
