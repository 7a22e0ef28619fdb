import { expect, test } from 'vitest';
import { Problem, renderProblem, showLocation } from '../../src/problem/index.ts';

test.each([
  [{ file: '/work/src/a.ts', line: 3, column: 9 }, '/work', 'src/a.ts:3:9'],
  [{ file: '/work/src/a.ts', line: 3 }, '/work', 'src/a.ts:3'],
  [{ file: '/work/src/a.ts' }, '/work/test', '../src/a.ts'],
  [{ file: '/work/src/a.ts', line: 3, column: 9 }, undefined, '/work/src/a.ts:3:9'],
])('%j is seen from %s as %s', (location, base, shown) => expect(showLocation(location, base)).toBe(shown));

test('a problem is shown with absolute paths, unless a folder is said that they are seen from', () => {
  const problem = new Problem('PL351', { what: 'it cannot be read', location: { file: '/work/a.ts', line: 2 } });
  expect(renderProblem(problem)).toBe('/work/a.ts:2:1: error PL351 it cannot be read');
  expect(renderProblem(problem, '/work')).toBe('a.ts:2:1: error PL351 it cannot be read');
});
