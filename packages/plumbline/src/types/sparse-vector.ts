import { SparseVector } from 'pgvector';
import { Problem } from '../problem/index.ts';
import { checkDimensions, checkElements, checkLength, withoutUnderflow } from './check.ts';
import { ExtensionType, propertyOf } from './extension-type.ts';
import { LIMITS } from './limits.ts';

/** The text of a sparse vector without elements. pgvector's own parser reads one NaN element out of it. */
const EMPTY = /^\{\}\/(\d+)$/;

function read(value: string | SparseVector): SparseVector {
  if (typeof value !== 'string') return value;
  const empty = EMPTY.exec(value);
  return empty ? new SparseVector(new Map(), Number(empty[1])) : new SparseVector(value);
}

/**
 * `sparsevec(dimensions)`: only the elements that differ from zero, at most 16,000 of them, out of up to
 * 1,000,000,000 dimensions. A `SparseVector` of the `pgvector` package in JavaScript, `{1:0.5,7:2}/1000` on the wire.
 *
 * @example
 * const terms = p.type(new SparseVectorType(30_000)).nullable();
 */
export class SparseVectorType extends ExtensionType<SparseVector | null, string | null> {
  readonly extension = 'vector';
  readonly dimensions: number;

  constructor(dimensions: number) {
    super();
    this.dimensions = checkDimensions('sparsevec', dimensions);
  }

  override convertToDatabaseValue(value: SparseVector | null): string | null {
    if (value === null || value === undefined) return null;
    const sparse = read(value);
    checkLength('sparsevec', this.dimensions, sparse.dimensions, propertyOf(this));
    const elements = sparse.indices.map((index, i) => [index, sparse.values[i] as number] as const);
    checkElements('sparsevec', elements, propertyOf(this));
    checkIndices(sparse.indices, this.dimensions, propertyOf(this));
    const stored = elements.map(([index, value]) => [index, withoutUnderflow(value)] as const);
    return new SparseVector(new Map(stored), sparse.dimensions).toPostgres();
  }

  override convertToJSValue(value: string | null): SparseVector | null {
    return value === null || value === undefined ? null : read(value);
  }

  override getColumnType(): string {
    return `sparsevec(${this.dimensions})`;
  }

  override get runtimeType(): string {
    return 'SparseVector';
  }
}

function checkIndices(indices: readonly number[], dimensions: number, subject: string | undefined): void {
  const outside = indices.find(index => !Number.isInteger(index) || index < 0 || index >= dimensions);
  if (outside === undefined && indices.length <= LIMITS.sparsevec.nonZero) return;
  throw new Problem('PL300', {
    what:
      outside === undefined
        ? `a sparse vector with ${indices.length} elements that differ from zero is too full`
        : `index ${outside} is outside sparsevec(${dimensions})`,
    subject,
    why: `indices run from 0 to dimensions - 1, and pgvector stores at most ${LIMITS.sparsevec.nonZero} elements`,
    fix: 'keep the largest elements, or use a dense vector',
  });
}
