import { randomInt } from 'node:crypto';
import fc from 'fast-check';
import { expect } from 'vitest';

/**
 * Checks a property on a hundred generated cases, or on as many as are said. The seed is printed each time; PROPERTY_SEED runs the same
 * cases again. Without it, and without one of the test's own, new cases are drawn.
 */
export async function holds<T>(
  property: fc.IAsyncProperty<T> | fc.IProperty<T>,
  parameters: fc.Parameters<T> = {},
): Promise<void> {
  const seed = Number(process.env.PROPERTY_SEED) || (parameters.seed ?? randomInt(2 ** 31));
  const { numRuns = 100 } = parameters;
  process.stdout.write(`${numRuns} cases, PROPERTY_SEED=${seed}: ${expect.getState().currentTestName}\n`);
  await fc.assert(property, { ...parameters, seed, numRuns });
}
