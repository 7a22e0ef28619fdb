import { describe, expect, test } from 'vitest';
import { Problem, renderProblem } from '../../src/problem/index.ts';
import {
  BitVectorType,
  cosineDistance,
  HalfVectorType,
  l2Distance,
  negativeInnerProduct,
  SparseVector,
  SparseVectorType,
  VectorType,
} from '../../src/types/index.ts';

const vector = new VectorType(3);
const half = new HalfVectorType(3);
const sparse = new SparseVectorType(3);
const bit = new BitVectorType(3);
const FLOAT = 3.4028234663852886e38;

/** What is said of something that is refused. */
function refusal(attempt: () => unknown): string {
  try {
    attempt();
  } catch (error) {
    if (error instanceof Problem && error.exitCode === 2) return renderProblem(error);
    throw error;
  }
  throw new Error('it was not refused');
}

const dimensions = (kind: string, given: number, most: string) => `\
error PL300: ${kind}(${given}) is not a type that pgvector has
  why:   a ${kind} column has 1 to ${most} dimensions, a whole number
  fix:   give the number of dimensions that the embedding model produces`;

const length = (kind: string, given: number) => `\
error PL300: a value with ${given} dimensions does not fit ${kind}(3)
  why:   every value of the column has the same number of dimensions
  fix:   give 3 numbers, or change the column's dimensions by a migration`;

const element = (kind: string, index: number, given: string, most = String(FLOAT)) => `\
error PL300: element ${index} of the ${kind} is ${given}
  why:   an element is a finite number, at most ${most} from zero
  fix:   look at what produced the embedding: it is not storable as it is`;

const notBit = (index: number, given: string) => `\
error PL300: element ${index} of the bit vector is ${given}
  why:   a bit is 0 or 1
  fix:   quantize the embedding first, for example by the sign of each element`;

const INDICES = `\
  why:   indices run from 0 to dimensions - 1, and pgvector stores at most 16000 elements
  fix:   keep the largest elements, or use a dense vector`;

const full = new Map(Array.from({ length: 16_001 }, (_, index) => [index, 1]));

describe('a type that pgvector does not have', () => {
  test.each<[string, () => unknown, string]>([
    ['vector(0)', () => new VectorType(0), dimensions('vector', 0, '16,000')],
    ['vector(16001)', () => new VectorType(16_001), dimensions('vector', 16_001, '16,000')],
    ['vector(1.5)', () => new VectorType(1.5), dimensions('vector', 1.5, '16,000')],
    ['vector(NaN)', () => new VectorType(Number.NaN), dimensions('vector', Number.NaN, '16,000')],
    ['halfvec(-1)', () => new HalfVectorType(-1), dimensions('halfvec', -1, '16,000')],
    ['halfvec(16001)', () => new HalfVectorType(16_001), dimensions('halfvec', 16_001, '16,000')],
    ['sparsevec(1000000001)', () => new SparseVectorType(1e9 + 1), dimensions('sparsevec', 1e9 + 1, '1,000,000,000')],
    ['bit(64001)', () => new BitVectorType(64_001), dimensions('bit', 64_001, '64,000')],
  ])('%s', (_, attempt, message) => {
    expect(refusal(attempt)).toBe(message);
  });
});

describe('a value that does not fit', () => {
  test.each<[string, () => unknown, string]>([
    ['too short', () => vector.convertToDatabaseValue([1, 2]), length('vector', 2)],
    ['too long', () => half.convertToDatabaseValue([1, 2, 3, 4]), length('halfvec', 4)],
    ['empty', () => vector.convertToDatabaseValue([]), length('vector', 0)],
    ['too short, as text', () => vector.convertToDatabaseValue('[1,2]' as never), length('vector', 2)],
    ['NaN', () => vector.convertToDatabaseValue([1, Number.NaN, 3]), element('vector', 1, 'NaN')],
    ['Infinity', () => vector.convertToDatabaseValue([1, 2, Infinity]), element('vector', 2, 'Infinity')],
    ['-Infinity', () => half.convertToDatabaseValue([-Infinity, 2, 3]), element('halfvec', 0, '-Infinity', '65504')],
    ['beyond 4 bytes', () => vector.convertToDatabaseValue([1, 3.5e38, 3]), element('vector', 1, '3.5e+38')],
    ['beyond 2 bytes', () => half.convertToDatabaseValue([1, 2, -65_505]), element('halfvec', 2, '-65505', '65504')],
    ['a text', () => vector.convertToDatabaseValue(['1', 2, 3] as never), element('vector', 0, 'of type string')],
    [
      'a hole',
      () => vector.convertToDatabaseValue([1, undefined, 3] as never),
      element('vector', 1, 'of type undefined'),
    ],
    [
      'sparse, of other dimensions',
      () => sparse.convertToDatabaseValue(new SparseVector([1, 0])),
      length('sparsevec', 2),
    ],
    [
      'sparse, with NaN',
      () => sparse.convertToDatabaseValue(new SparseVector(new Map([[2, Number.NaN]]), 3)),
      element('sparsevec', 2, 'NaN'),
    ],
    [
      'sparse, beyond 4 bytes',
      () => sparse.convertToDatabaseValue(new SparseVector(new Map([[1, -3.5e38]]), 3)),
      element('sparsevec', 1, '-3.5e+38'),
    ],
    [
      'sparse, with an index behind the end',
      () => sparse.convertToDatabaseValue(new SparseVector(new Map([[3, 1]]), 3)),
      `error PL300: index 3 is outside sparsevec(3)\n${INDICES}`,
    ],
    [
      'sparse, with an index before the start',
      () => sparse.convertToDatabaseValue(new SparseVector(new Map([[-1, 1]]), 3)),
      `error PL300: index -1 is outside sparsevec(3)\n${INDICES}`,
    ],
    [
      'sparse, too full',
      () => new SparseVectorType(20_000).convertToDatabaseValue(new SparseVector(full, 20_000)),
      `error PL300: a sparse vector with 16001 elements that differ from zero is too full\n${INDICES}`,
    ],
    ['bits, too few', () => bit.convertToDatabaseValue([1, 0]), length('bit', 2)],
    ['bits, too many, as text', () => bit.convertToDatabaseValue('1010' as never), length('bit', 4)],
    ['a bit of 2', () => bit.convertToDatabaseValue([0, 1, 2]), notBit(2, '2')],
    ['a bit of 0.5', () => bit.convertToDatabaseValue([0.5, 1, 1]), notBit(0, '0.5')],
    ['a bit of x', () => bit.convertToDatabaseValue('1x0' as never), notBit(1, 'x')],
  ])('%s', (_, attempt, message) => {
    expect(refusal(attempt)).toBe(message);
  });
});

describe('a vector to measure the distance to', () => {
  test.each([
    ['cosine distance', cosineDistance],
    ['L2 distance', l2Distance],
    ['inner product', negativeInnerProduct],
  ])('%s: NaN is refused', (_, distance) => {
    expect(refusal(() => distance('e.vector', [1, Number.NaN, 3]))).toBe(`\
error PL300: element 1 of the vector is NaN
  where: e.vector
  why:   an element is a finite number, at most ${FLOAT} from zero
  fix:   look at what produced the embedding: it is not storable as it is`);
  });
});
