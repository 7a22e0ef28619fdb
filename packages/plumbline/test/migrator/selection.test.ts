import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Entry, MigrationFile } from '../../src/migrator/index.ts';
import { type Selection, toApply, toRevert } from '../../src/migrator/select.ts';
import { onServer } from '../support/engines.ts';
import { inDatabase } from './databases.ts';
import { RunProject, said, type Written } from './run-project.ts';

const NAMES = ['Migration1', 'Migration2', 'Migration3', 'Migration4'];
const files = NAMES.map(name => ({ name }) as MigrationFile);
const entriesOf = (names: readonly string[]): Entry[] => names.map(name => ({ name, state: 'applied' }) as Entry);
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
    expect(numbersIn(toApply(files, entriesOf(['Migration1']), selection))).toBe(expected);
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
    expect(numbersIn(toRevert(files, entriesOf(NAMES.slice(0, 3)), selection))).toBe(expected);
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

onServer('The stock command takes', () => {
  const list = (name: string): Written => ({
    up: [`insert into done values ('+${name.slice(-1)}')`],
    down: [`insert into done values ('-${name.slice(-1)}')`],
  });
  let project: RunProject;
  beforeAll(async () => {
    project = await RunProject.create(Object.fromEntries(NAMES.map(name => [name, list(name)])));
  });
  afterAll(() => project.remove());

  test('--to with steps, base and head, --from and --only, both ways, on the same database', async () => {
    await inDatabase(async ({ env, sql }) => {
      await sql('create table done (what text)');
      const did = async (...args: string[]): Promise<string> => {
        await sql('truncate done');
        expect(said(await project.mikroOrm(args, env))).toMatch(/^0:/);
        return (await sql<{ what: string }>('select what from done')).map(({ what }) => what).join(' ');
      };
      expect(await did('migration:up', '--to=+2')).toBe('+1 +2');
      expect(await did('migration:down', '--to=-1')).toBe('-2');
      expect(await did('migration:up', '--to=head')).toBe('+2 +3 +4');
      expect(await did('migration:down', '--to=base')).toBe('-4 -3 -2 -1');
      expect(await did('migration:up', '--to=Migration2')).toBe('+1 +2');
      expect(await did('migration:up', '--from=Migration2', '--to=Migration3')).toBe('+3');
      expect(await did('migration:down', '--only=Migration3')).toBe('-3');
      expect(await did('migration:down', '--from=Migration2', '--to=0')).toBe('-2 -1');
    });
  }, 120_000);
});
