import { describe, expect, test } from 'vitest';
import {
  checkApplied,
  checkForks,
  checkHistory,
  checkUnfinished,
  checkWayBack,
  isEdited,
} from '../../src/history/index.ts';
import { entry, migration } from './records.ts';

const NOTHING = new Set<string>();
const problem = (code: string, about: string) =>
  expect.objectContaining({ code, message: expect.stringContaining(about) });

const [A, B, C] = [migration('A', { parent: null }), migration('B', { parent: 'A' }), migration('C', { parent: 'B' })];

describe('a history that is the project’s', () => {
  test.each([
    ['nothing was run', [A, B, C], []],
    ['a part of it was run', [A, B, C], [entry('A')]],
    ['all of it was run', [A, B], [entry('A'), entry('B')]],
    ['the last one broke off', [A, B], [entry('A'), entry('B', { state: 'running' })]],
    [
      'two of one parent were both run',
      [A, B, migration('D', { parent: 'A' })],
      ['A', 'B', 'D'].map(name => entry(name)),
    ],
  ])('%s', async (_, files, entries) => {
    await expect(checkHistory(files, entries, NOTHING)).resolves.toBeUndefined();
  });
});

describe('a history that is not, and what lets it pass', () => {
  const edited = migration('A', { textChecksum: 'another text', digest: async () => 'queued:something else' });
  test.each([
    ['an applied file was edited', [edited, B], [entry('A')], 'PL231', 'A', 'edited'],
    ['an applied file is gone', [B], [entry('A'), entry('B')], 'PL232', 'A', 'missing'],
    ['a new one stands before an applied one', [A, B, C], [entry('A'), entry('C')], 'PL233', 'B', 'out-of-order'],
  ] as const)('%s', async (_, files, entries, code, about, allowance) => {
    await expect(checkHistory(files, entries, NOTHING)).rejects.toThrow(problem(code, about));
    await expect(checkHistory(files, entries, new Set(['data-loss']))).rejects.toThrow(problem(code, about));
    await expect(checkHistory(files, entries, new Set([allowance]))).resolves.toBeUndefined();
  });

  test('a migration that broke off may be edited: it goes on from there', async () => {
    await expect(checkApplied([edited], [entry('A', { state: 'running' })], NOTHING)).resolves.toBeUndefined();
  });

  test('a fork, whoever runs it', () => {
    const other = migration('D', { parent: 'A', path: 'migrations/D.ts' });
    expect(() => checkForks([A, B, other])).toThrow(problem('PL230', 'on top of A'));
    expect(() => checkForks([A, B, other], new Set(['B']))).toThrow(problem('PL230', 'on top of A'));
    expect(() => checkForks([A, migration('E', { parent: null })])).toThrow(problem('PL230', 'the empty database'));
    // one that does not say is of a time before migrations said it
    expect(() => checkForks([A, B, migration('F')])).not.toThrow();
  });
});

describe('whether a file does what was run', () => {
  const same = { textChecksum: 'text of A' };
  const rewritten = { textChecksum: 'formatted text' };
  const other = { ...rewritten, digest: async () => 'queued:other' };
  test.each([
    ['the same text', same, {}, false],
    ['another text that does the same', rewritten, {}, false],
    ['another text that does something else', other, {}, true],
    [
      'the same text, with helpers that do something else',
      { ...same, hasHelpers: true, digest: other.digest },
      {},
      true,
    ],
    ['one that replaces what was run', { ...other, equivalentDigests: ['queued:A'] }, {}, false],
    ['one that replaces something else', { ...other, equivalentDigests: ['queued:B'] }, {}, true],
    ['a ledger without digests, the same text', same, { digest: null }, false],
    ['a ledger without digests, another text', rewritten, { digest: null }, true],
    [
      'a ledger without digests, one that replaces the text',
      { ...other, equivalentDigests: ['text of A'] },
      { digest: null },
      false,
    ],
    ['another tool ran it', other, { digest: null, checksum: null }, false],
  ])('%s', async (_, file, said, expected) => {
    expect(await isEdited(migration('A', file), entry('A', said))).toBe(expected);
  });

  test('one whose text is known is not even asked for its digest', async () => {
    const silent = migration('A', { digest: () => Promise.reject(new Error('asked')) });
    expect(await isEdited(silent, entry('A'))).toBe(false);
  });
});

describe('what is half done is finished the way it was begun', () => {
  test.each([
    ['running', 'down', 'up'],
    ['reverting', 'up', 'down'],
  ] as const)('one that is %s is not run %s', (state, method, other) => {
    const entries = [entry('A', { state, applied: 2 })];
    expect(() => checkUnfinished([A], entries, method)).toThrow(problem('PL234', 'A is half'));
    expect(() => checkUnfinished([A], entries, other)).not.toThrow();
    expect(() => checkUnfinished([B], entries, method)).not.toThrow();
  });
});

test('a way back that loses values asks for a word', async () => {
  const loses = migration('A', { downLoses: async () => ['the label "new" has no older value'] });
  await expect(checkWayBack([B, loses], NOTHING)).rejects.toMatchObject({
    code: 'PL320',
    why: expect.stringContaining('"new"'),
  });
  await expect(checkWayBack([B, loses], new Set(['data-loss']))).resolves.toBeUndefined();
  await expect(checkWayBack([B], NOTHING)).resolves.toBeUndefined();
});
