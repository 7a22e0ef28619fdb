import { fromSql, toSql } from 'pgvector';
import { checkDimensions, checkElements, checkLength, withoutUnderflow } from './check.ts';
import { ExtensionType, propertyOf } from './extension-type.ts';

/** What MikroORM and callers without types hand over: numbers, a typed array of them, or their text. */
function numbersOf(value: ArrayLike<number> | string | null | undefined): number[] | null {
  if (value === null || value === undefined) return null;
  return typeof value === 'string' ? (fromSql(value) as number[]) : Array.from(value);
}

/** A vector with a number for each dimension: `number[]` in JavaScript, `[1,2,3]` on the wire. */
abstract class DenseVectorType extends ExtensionType<number[] | null, string | null> {
  readonly extension = 'vector';
  readonly kind: 'vector' | 'halfvec';
  readonly dimensions: number;

  constructor(kind: 'vector' | 'halfvec', dimensions: number) {
    super();
    this.kind = kind;
    this.dimensions = checkDimensions(kind, dimensions);
  }

  override convertToDatabaseValue(value: number[] | null): string | null {
    const numbers = numbersOf(value);
    if (numbers === null) return null;
    checkLength(this.kind, this.dimensions, numbers.length, propertyOf(this));
    checkElements(this.kind, numbers.entries(), propertyOf(this));
    return toSql(numbers.map(withoutUnderflow));
  }

  override convertToJSValue(value: string | null): number[] | null {
    return numbersOf(value);
  }

  override getColumnType(): string {
    return `${this.kind}(${this.dimensions})`;
  }

  override get runtimeType(): string {
    return 'number[]';
  }
}

/**
 * `vector(dimensions)`: 4-byte floats, 1 to 16,000 dimensions.
 *
 * @example
 * const embedding = p.type(new VectorType(384)).nullable();
 */
export class VectorType extends DenseVectorType {
  constructor(dimensions: number) {
    super('vector', dimensions);
  }
}

/**
 * `halfvec(dimensions)`: 2-byte floats, 1 to 16,000 dimensions, elements up to ±65,504.
 *
 * @example
 * const embedding = p.type(new HalfVectorType(384)).nullable();
 */
export class HalfVectorType extends DenseVectorType {
  constructor(dimensions: number) {
    super('halfvec', dimensions);
  }
}
