import { SparseVector } from 'pgvector';
import { Problem } from '../problem/index.ts';
import { checkDimensions, checkElements, checkLength } from './check.ts';
import { ExtensionType, propertyOf } from './extension-type.ts';
import { LIMITS } from './limits.ts';

/** The text of a sparse vector without elements. pgvector's own parser reads one NaN element out of it. */
const EMPTY = /^\{\}\/(\d+)$/;

const read = (text: string): SparseVector => {
  const empty = EMPTY.exec(text);
  return empty ? new SparseVector(new Map(), Number(empty[1])) : new SparseVector(text);
};

/**
 * `sparsevec(dimensions)`: only the elements that differ from zero, at most 16,000 of them, out of up to
 * 1,000,000,000 dimensions. A `SparseVector` of the `pgvector` package in JavaScript, `{1:0.5,7:2}/1000` on the wire.
 */
export class SparseVectorType extends ExtensionType<SparseVector | null, string | null> {
  readonly extension = 'vector';
  readonly dimensions: number;

  constructor(dimensions: number) {
    super();
    this.dimensions = checkDimensions('sparsevec', dimensions);
  }

  override convertToDatabaseValue(value: SparseVector | string | null): string | null {
    if (value === null || value === undefined) return null;
    const sparse = typeof value === 'string' ? read(value) : value;
    checkLength('sparsevec', this.dimensions, sparse.dimensions, propertyOf(this));
    checkElements(
      'sparsevec',
      sparse.indices.map((index, i) => [index, sparse.values[i]] as const),
      propertyOf(this),
    );
    this.#checkIndices(sparse.indices);
    return sparse.toPostgres();
  }

  override convertToJSValue(value: string | SparseVector | null): SparseVector | null {
    return typeof value === 'string' ? read(value) : value;
  }

  override getColumnType(): string {
    return `sparsevec(${this.dimensions})`;
  }

  override get runtimeType(): string {
    return 'SparseVector';
  }

  #checkIndices(indices: readonly number[]): void {
    const outside = indices.find(index => !Number.isInteger(index) || index < 0 || index >= this.dimensions);
    if (outside === undefined && indices.length <= LIMITS.sparsevec.nonZero) return;
    throw new Problem('PL300', {
      what:
        outside === undefined
          ? `a sparse vector with ${indices.length} elements that differ from zero is too full`
          : `index ${outside} is outside sparsevec(${this.dimensions})`,
      where: propertyOf(this),
      why: `indices run from 0 to dimensions - 1, and pgvector stores at most ${LIMITS.sparsevec.nonZero} elements`,
      fix: 'keep the largest elements, or use a dense vector',
    });
  }
}
