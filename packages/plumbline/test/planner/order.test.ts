import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inOrder, type Operation } from '../../src/planner/order.ts';
import { holds } from '../support/property.ts';

const operation = (key: string, rank: Operation<null>['rank'], ...after: string[]): Operation<null> => ({
  key,
  rank,
  after: new Set(after),
  content: null,
});
const keysOf = (operations: readonly Operation<null>[]): string => operations.map(({ key }) => key).join(' ');

test('nothing else being said, operations stand by rank, element by element', () => {
  const all = [operation('c', [2, 'a']), operation('b', [1, 'b']), operation('a', [1, 'a']), operation('d', [10])];
  expect(keysOf(inOrder(all))).toBe('a b c d');
});

test('what an operation waits for is pulled forward to just before it', () => {
  const all = [operation('a', [1]), operation('b', [2], 'd'), operation('c', [3]), operation('d', [4])];
  expect(keysOf(inOrder(all))).toBe('a d b c');
});

test('what is not there is not waited for', () => {
  expect(keysOf(inOrder([operation('a', [1], 'gone')]))).toBe('a');
});

test('a circle is named', () => {
  const all = [operation('a', [1], 'b'), operation('b', [2], 'c'), operation('c', [3], 'a')];
  expect(() => inOrder(all)).toThrow('operations wait for each other: a → b → c → a');
});

test('a chain may be as long as a schema is large', () => {
  const all = Array.from({ length: 20_000 }, (_, i) => operation(`${i}`, [i], `${i + 1}`));
  const ordered = inOrder(all);
  expect(ordered).toHaveLength(all.length);
  expect(ordered[0]?.key).toBe('19999');
});

/** Each waits for some of those before it in a hidden order, so that there is a way. */
const operations = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 5 }), fc.array(fc.nat(), { maxLength: 4 })), { maxLength: 30 })
  .map(all =>
    all.map(([rank, waits], i) =>
      operation(`o${i}`, [rank, `o${i}`], ...(i === 0 ? [] : waits.map(one => `o${one % i}`))),
    ),
  );

test('each comes once, behind all that it waits for, however they are given', async () => {
  await holds(
    fc.property(operations, fc.nat(), (all, turn) => {
      const ordered = inOrder(all);
      const at = new Map(ordered.map(({ key }, i) => [key, i]));
      expect(ordered).toHaveLength(all.length);
      expect(at.size).toBe(all.length);
      for (const { key, after } of all)
        for (const one of after) expect(at.get(one) as number).toBeLessThan(at.get(key) as number);
      const turned = all.map((_, i) => all[(i + turn) % all.length] as Operation<null>);
      expect(keysOf(inOrder(turned))).toBe(keysOf(ordered));
    }),
  );
});
