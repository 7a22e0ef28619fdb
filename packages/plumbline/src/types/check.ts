import { Problem } from '../problem/index.ts';
import { LIMITS, type VectorKind } from './limits.ts';

/** Refuses dimensions that pgvector would refuse when the column is made. Returns them. */
export function checkDimensions(kind: VectorKind, dimensions: number): number {
  const most = LIMITS[kind].dimensions;
  if (Number.isInteger(dimensions) && dimensions >= 1 && dimensions <= most) return dimensions;
  throw new Problem('PL300', {
    what: `${kind}(${dimensions}) is not a type that pgvector has`,
    why: `a ${kind} column has 1 to ${most.toLocaleString('en')} dimensions, a whole number`,
    fix: 'give the number of dimensions that the embedding model produces',
  });
}

/** Refuses a value of the wrong length. */
export function checkLength(kind: VectorKind, dimensions: number, got: number, subject: string | undefined): void {
  if (got === dimensions) return;
  throw new Problem('PL300', {
    what: `a value with ${got} dimensions does not fit ${kind}(${dimensions})`,
    subject,
    why: 'every value of the column has the same number of dimensions',
    fix: `give ${dimensions} numbers, or change the column's dimensions by a migration`,
  });
}

/** Refuses elements that are no finite numbers, or too large for the element type. */
export function checkElements(
  kind: Exclude<VectorKind, 'bit'>,
  elements: Iterable<readonly [index: number, value: unknown]>,
  subject: string | undefined,
): void {
  const { magnitude } = LIMITS[kind];
  for (const [index, value] of elements) {
    // in 4 bytes, as PostgreSQL reads it: the largest number is written 3.4028235e38, which is more than it is
    if (typeof value === 'number' && Math.abs(Math.fround(value)) <= magnitude) continue;
    throw new Problem('PL300', {
      what: `element ${index} of the ${kind} is ${typeof value === 'number' ? value : `of type ${typeof value}`}`,
      subject,
      why: `an element is a finite number, at most ${magnitude} from zero`,
      fix: 'look at what produced the embedding: it is not storable as it is',
    });
  }
}

/** The element as pgvector takes it: it refuses numbers that are zero in 4 bytes but not in JavaScript's 8. */
export const withoutUnderflow = (element: number): number => (Math.fround(element) === 0 ? 0 : element);
