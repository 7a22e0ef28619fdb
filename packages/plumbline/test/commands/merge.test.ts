import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { RunProject, type Written } from '../runner/run-project.ts';
import { embedded, type TestDatabase } from '../support/engines.ts';

const ONE = 'Migration20260101000000_one';
const TWO = 'Migration20260102000000_two';
const THREE = 'Migration20260103000000_three';

const adds = (column: string, parent: string): Written => ({
  parent,
  up: [`alter table item add column ${column} integer`],
  down: [`alter table item drop column ${column}`],
});
const BASE: Written = { parent: null, up: ['create table item (id bigint)'], down: ['drop table item'] };

describe('two heads', () => {
  let project: RunProject;
  let database: TestDatabase;
  beforeEach(async () => {
    project = await RunProject.create({ [ONE]: BASE, [TWO]: adds('a', ONE), [THREE]: adds('b', ONE) });
    database = await embedded.create();
  });
  afterEach(async () => {
    await project.remove();
    await database.drop();
  });
  const plumb = (line: string) => project.plumb(line.split(' '), database.env);
  /** Every file of the folder of migrations with its text, hidden ones too. */
  async function files(): Promise<Record<string, string>> {
    const folder = join(project.folder, 'migrations');
    const names = (await readdir(folder)).sort();
    return Object.fromEntries(
      await Promise.all(names.map(async name => [name, await readFile(join(folder, name), 'utf8')] as const)),
    );
  }

  test.each(['heads', 'migration:check', 'migration:up', 'status'])('%s fails on them', async line => {
    const { code, stdout, stderr } = await plumb(line);
    expect(code).toBe(23);
    expect(stdout + stderr).toContain('npx plumb merge');
  });

  test('merge rewrites the parent of the later one, and nothing else', async () => {
    const before = await files();
    const ended = await plumb('merge');
    expect(ended, ended.stderr).toMatchObject({ code: 0 });
    expect(ended.stdout).toContain(`${THREE} made on top of ${TWO}\n`);
    const after = await files();
    expect(after).toEqual({ ...before, [`${THREE}.ts`]: before[`${THREE}.ts`]?.replace(`"${ONE}"`, `'${TWO}'`) });
    expect((await plumb('heads')).stdout).toBe(`${THREE}\n`);
    expect(await plumb('migration:up')).toMatchObject({ code: 0 });
  });

  test('what runs before its new parent is renamed: file, class, and the parent of the next', async () => {
    const [four, five] = ['Migration20260104000000_four', 'Migration20260105000000_five'];
    await project.write(four, adds('c', TWO));
    await project.write(five, adds('d', THREE));
    const ended = await plumb('merge --offline');
    expect(ended, ended.stderr).toMatchObject({ code: 0 });
    const renamed = 'Migration20260104000001_three';
    const after = await files();
    expect(Object.keys(after)).toEqual([ONE, TWO, four, renamed, five].map(name => `${name}.ts`));
    expect(after[`${renamed}.ts`]).toContain(
      `export class ${renamed} extends Migration {\n  static readonly parent = '${four}';`,
    );
    expect(after[`${five}.ts`]).toContain(`static readonly parent = '${renamed}';`);
    expect((await plumb('heads')).stdout).toBe(`${five}\n`);
  });

  test('one may get the name that another one had', async () => {
    const [four, five] = ['Migration20260104000000_three', 'Migration20260104000001_three'];
    await project.write(four, adds('c', TWO));
    await project.write(five, adds('d', THREE));
    expect(await plumb('merge --offline')).toMatchObject({ code: 0 });
    const after = await files();
    expect(Object.keys(after)).toEqual(
      [ONE, TWO, four, five, 'Migration20260104000002_three'].map(name => `${name}.ts`),
    );
    expect(after[`${five}.ts`]).toContain('add column b integer');
    expect(after['Migration20260104000002_three.ts']).toContain('add column d integer');
    expect((await plumb('heads')).code).toBe(0);
  });

  test.each<[string, Written, string, number]>([
    ['does what the other did', adds('a', ONE), 'already exists', 32],
    ['does not lead back', { ...adds('b', ONE), down: [] }, 'its way down does not lead back', 32],
    [
      'leaves behind what no catalog holds',
      { ...adds('b', ONE), up: ['create type span as (low integer)'], down: [] },
      'not modelled: composite type span',
      32,
    ],
  ])('nothing is written when the later one %s', async (_, later, words, code) => {
    await project.write(THREE, later);
    const before = await files();
    const ended = await plumb('merge');
    expect(ended).toMatchObject({ code, stdout: '' });
    expect(ended.stderr).toContain(words);
    expect(ended.stderr).toContain('PL330');
    expect(await files()).toEqual(before);
  });

  test('nothing is written when the database ran what would be moved', async () => {
    await project.delete(TWO);
    await project.succeeds(['migration:up'], database.env);
    await project.write(TWO, adds('a', ONE));
    const before = await files();
    const ended = await plumb('merge');
    expect(ended).toMatchObject({ code: 56, stdout: '' });
    expect(ended.stderr).toContain(`npx mikro-orm migration:down --only=${THREE}`);
    expect(await files()).toEqual(before);
  });

  test('one head is nothing to merge', async () => {
    await project.delete(THREE);
    const ended = await plumb('merge');
    expect(ended).toMatchObject({ code: 56 });
    expect(ended.stderr).toContain(`${TWO} is the only head`);
  });
});
