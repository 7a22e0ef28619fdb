import { expect, test } from 'vitest';
import { currentRevision, headsOf, historyState, parentOf } from '../../src/history/index.ts';
import { entry, migration } from './records.ts';

test('the state of each migration that the project or the database knows, in their order', async () => {
  const edited = migration('B', { textChecksum: 'another text', digest: async () => 'queued:other' });
  const files = [migration('A'), edited, migration('D'), migration('E'), migration('F')];
  const entries = [
    entry('A'),
    entry('B'),
    entry('C', { tool: 'mikro-orm', durationMs: null }),
    entry('D', { state: 'reverting' }),
    entry('E', { state: 'running' }),
  ];
  const [appliedAt, durationMs, ranBy] = [new Date('2026-01-01T00:00:00Z'), 5, 'somebody on a host:1'];
  expect(await historyState(files, entries)).toEqual([
    { name: 'A', known: true, state: 'applied', appliedAt, durationMs, ranBy },
    { name: 'B', known: true, state: 'applied', appliedAt, durationMs, ranBy, edited: true },
    { name: 'C', known: false, state: 'applied', appliedAt },
    { name: 'D', known: true, state: 'reverting', appliedAt, durationMs, ranBy },
    { name: 'E', known: true, state: 'applying' },
    { name: 'F', known: true, state: 'waiting' },
  ]);
  // one that broke off on its way up is not where the database stands, one on its way down still is
  expect(currentRevision(files, entries)).toBe(3);
  expect(currentRevision(files, [])).toBe(0);
});

test('heads and parents, of files that say them and of older ones that do not', () => {
  const files = [
    migration('A', { parent: null }),
    migration('B'),
    migration('C', { parent: 'B' }),
    migration('D', { parent: 'B' }),
  ];
  expect(files.map((_, i) => parentOf(files, i))).toEqual([null, 'A', 'B', 'B']);
  expect(headsOf(files).map(({ name }) => name)).toEqual(['C', 'D']);
  expect(headsOf([])).toEqual([]);
});
