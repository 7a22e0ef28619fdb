import type { ColumnObject } from '../model.ts';
import type { Conversion } from '../values.ts';

/** A column whose type changes, and how its values follow. `conversion` is absent where somebody has to say. */
export interface Retyping {
  before: ColumnObject;
  after: ColumnObject;
  conversion: Conversion | undefined;
  /** A person said so. */
  decided: boolean;
  /** An expression that may be what is meant, where nothing is said. */
  suggestion?: string;
  /** Whether values are not the same again after the way there and back. */
  alters: boolean;
  /** Whether PostgreSQL's own conversion may refuse a value of the old type. */
  refuses: boolean;
  /** Whether nothing of a value is kept: the expression does not read it, or makes one value of all. */
  drops: boolean;
  /** Whether a person's expression makes the same of values that differ. */
  merges: boolean;
  /** Of the way back of a person's expression: whether it gives back the values. */
  restores: boolean;
  /** Which settings of the session decide what comes out. */
  depends: { zone: boolean; style: boolean };
  /** Conversions that name a time zone, instead of one that depends on the session's. */
  zoned: string[];
}

/** Types whose values have as many elements as the type says: no value fits another length. */
const VECTORS = new Set(['vector', 'halfvec', 'sparsevec', 'bit']);

export const changesLength = (before: ColumnObject, after: ColumnObject): boolean =>
  VECTORS.has(before.details.baseType) &&
  VECTORS.has(after.details.baseType) &&
  after.details.modifier !== -1 &&
  before.details.modifier !== after.details.modifier;
