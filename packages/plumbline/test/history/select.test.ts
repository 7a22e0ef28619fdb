import { describe, expect, test } from 'vitest';
import { type MigrationFile, type Selection, toApply, toRevert } from '../../src/history/index.ts';
import { entry, migration } from './records.ts';

const NAMES = ['Migration1', 'Migration2', 'Migration3', 'Migration4'];
const files = NAMES.map(name => migration(name));
const numbersIn = (chosen: readonly MigrationFile[]): string => chosen.map(({ name }) => name.slice(-1)).join('');

describe('what migration:up applies, where the first is applied', () => {
  test.each<[Selection, string]>([
    [{}, '234'],
    [{ to: 'head' }, '234'],
    [{ to: '+1' }, '2'],
    [{ to: '+2' }, '23'],
    [{ to: '+9' }, '234'],
    [{ to: 'base' }, ''],
    [{ to: 'Migration3' }, '23'],
    [{ to: 'Migration3.ts' }, '23'],
    [{ to: 'Migration1' }, ''],
    [{ from: 'Migration2' }, '34'],
    [{ from: 'Migration2', to: '+1' }, '3'],
    [{ from: 'Migration2', to: 'Migration3' }, '3'],
    [{ only: ['Migration4', 'Migration2'] }, '24'],
    [{ only: ['Migration1'] }, ''],
  ])('%j: %s', (selection, expected) => {
    expect(numbersIn(toApply(files, [entry('Migration1')], selection))).toBe(expected);
  });
});

describe('what migration:down takes back, where the first three are applied', () => {
  test.each<[Selection, string]>([
    [{}, '3'],
    [{ to: '-1' }, '3'],
    [{ to: '-2' }, '32'],
    [{ to: '-9' }, '321'],
    [{ to: 'base' }, '321'],
    [{ to: '0' }, '321'],
    [{ to: 'head' }, ''],
    [{ to: 'Migration1' }, '32'],
    [{ to: 'Migration3' }, ''],
    [{ from: 'Migration2' }, '2'],
    [{ from: 'Migration2', to: 'base' }, '21'],
    [{ from: 'Migration3', to: 'Migration2' }, '3'],
    [{ only: ['Migration1', 'Migration3'] }, '31'],
    [{ only: ['Migration4'] }, ''],
  ])('%j: %s', (selection, expected) => {
    expect(
      numbersIn(
        toRevert(
          files,
          NAMES.slice(0, 3).map(name => entry(name)),
          selection,
        ),
      ),
    ).toBe(expected);
  });
});

test.each([
  ['+2 for down', () => toRevert(files, [], { to: '+2' }), 'migration:down cannot go +2', '--to=-2'],
  ['-1 for up', () => toApply(files, [], { to: '-1' }), 'migration:up cannot go -1', '--to=+1'],
])('steps the wrong way are refused: %s', (_, choose, what, fix) => {
  expect(choose).toThrow(
    expect.objectContaining({
      code: 'PL001',
      message: expect.stringContaining(what),
      fix: expect.stringContaining(fix),
    }),
  );
});

test('one that broke off is applied again, and taken back too', () => {
  const entries = [entry('Migration1'), entry('Migration2', { state: 'running' })];
  expect(numbersIn(toApply(files, entries, {}))).toBe('234');
  expect(numbersIn(toRevert(files, entries, {}))).toBe('2');
});

test('what the project does not have is not taken back', () => {
  expect(numbersIn(toRevert(files, [entry('Migration1'), entry('Migration9')], { to: 'base' }))).toBe('1');
});

test.each([{ to: 'Migration9' }, { from: 'Migration9' }, { only: ['Migration9'] }])('%j is refused', selection => {
  for (const choose of [toApply, toRevert])
    expect(() => choose(files, [], selection)).toThrow(expect.objectContaining({ code: 'PL240' }));
});
