import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { provenDigest } from '../../src/history/index.ts';
import { embedded, type TestDatabase } from '../support/engines.ts';
import { RunProject, said, type Written } from './run-project.ts';

const [ONE, TWO, THREE] = ['Migration20260101000000', 'Migration20260102000000', 'Migration20260103000000'];

/** MikroORM's own way to name some of them, which its command has not. */
const SOME = `import { MikroORM } from '@mikro-orm/core';
const { default: config } = await import('./mikro-orm.config.js');
const orm = await MikroORM.init(config);
try { await orm.migrator.rollup(process.argv.slice(2)); }
catch (error) { console.error(String(error.why)); process.exitCode = 1; }
finally { await orm.close(); }`;

/** A migration as it is generated: with the mark of what was proven. */
const generated = (parent: string | null, up: string[], down: string[], members = ''): Written => ({
  parent,
  up,
  down,
  members: `static readonly proven = '${provenDigest({ transactional: true, up, down })}'; ${members}`,
});

const MIGRATIONS: Record<string, Written> = {
  [ONE]: generated(null, ["create table item (id integer, note text default '`$\\\\')"], ['drop table item']),
  [TWO]: generated(
    ONE,
    ['alter table item drop column note'],
    ['alter table item add column note text'],
    "static readonly downLoses = ['column item.note: its values are not kept'];",
  ),
  [THREE]: generated(TWO, ['create index item_id on item (id)'], ['drop index item_id']),
};

let database: TestDatabase;
beforeAll(async () => {
  database = await embedded.create();
});
afterAll(() => database.drop());

const filesOf = async ({ folder }: RunProject): Promise<string[]> =>
  (await readdir(join(folder, 'migrations'))).filter(name => !name.startsWith('.')).sort();

test('migrations that are rolled up do the same, and say the same of where they are from and what their way back loses', async () => {
  const project = await RunProject.create(MIGRATIONS);
  try {
    await project.succeeds(['migration:up'], database.env);
    await writeFile(join(project.folder, 'some.mjs'), SOME);
    const refused = await project.run('node', ['some.mjs', ONE, TWO], database.env);
    expect(refused.stderr).toContain(`${THREE} comes behind the first of them`);
    expect(await filesOf(project)).toHaveLength(3);

    expect(await project.run('node', ['some.mjs', TWO, THREE], database.env)).toMatchObject({ code: 0 });
    const [first, rolled = ''] = await filesOf(project);
    expect([first, await filesOf(project)]).toEqual([`${ONE}.ts`, [`${ONE}.ts`, rolled]]);
    const text = await readFile(join(project.folder, 'migrations', rolled), 'utf8');
    for (const words of [`parent = '${ONE}'`, 'static readonly proven', `- ${TWO}\n`, `- ${THREE}\n`])
      expect(text).toContain(words);
    expect((await project.plumb(['status'], database.env)).code).toBe(0);
    const down = await project.mikroOrm(['migration:down'], database.env);
    expect(said(down)).toContain('column item.note: its values are not kept');
    expect(down.code).not.toBe(0);

    await project.succeeds(['migration:rollup'], database.env);
    expect(await filesOf(project)).toHaveLength(1);
    expect((await project.plumb(['drift'], database.env)).code).toBe(0);
    expect((await project.plumb(['verify'], database.env)).stdout).not.toContain('written by hand');
  } finally {
    await project.remove();
  }
});

/** What the ways down of some migrations leave behind is for `verify` to say: here they only have to stay as they are. */
test('a way down that does not lead back is rolled up as it is', async () => {
  const project = await RunProject.create({
    [ONE]: { parent: null, up: ['create table a (id integer)'], down: ['drop table a'] },
    [TWO]: { parent: ONE, up: ['create table b (id integer)'], down: ['alter table b rename to c'] },
  });
  const own = await embedded.create();
  try {
    await project.succeeds(['migration:up'], own.env);
    await project.succeeds(['migration:rollup'], own.env);
    const [rolled = ''] = await filesOf(project);
    const text = await readFile(join(project.folder, 'migrations', rolled), 'utf8');
    expect(text).toContain('alter table b rename to c');
  } finally {
    await project.remove();
    await own.drop();
  }
});

test('migrations that need a transaction each are not put into one', async () => {
  const project = await RunProject.create({
    [ONE]: { parent: null, up: ["create type mood as enum ('ok')"], down: ['drop type mood'] },
    [TWO]: { parent: ONE, up: ["alter type mood add value 'fine'"], down: ['select 1'] },
    [THREE]: {
      parent: TWO,
      up: ["create table person (id integer, mood mood default 'fine')"],
      down: ['drop table person'],
    },
  });
  const own = await embedded.create();
  try {
    await project.succeeds(['migration:up'], own.env);
    const before = await filesOf(project);
    await writeFile(join(project.folder, 'some.mjs'), SOME);
    const refused = await project.run('node', ['some.mjs', TWO, THREE], own.env);
    expect(refused.stderr).toContain('unsafe use of new value "fine" of enum type mood');
    expect(await filesOf(project)).toEqual(before);
    expect((await project.plumb(['status'], own.env)).code).toBe(0);
  } finally {
    await project.remove();
    await own.drop();
  }
});

test.each([
  ['runs outside a transaction', { apart: true }],
  ['says how long its statements may take', { members: 'static readonly lockTimeout = 5;' }],
])('one that %s is left as it is', async (why, more) => {
  const project = await RunProject.create({
    [ONE]: { parent: null, up: ['create table a (id integer)'] },
    [TWO]: { parent: ONE, up: ['create table b (id integer)'], ...more },
  });
  const own = await embedded.create();
  try {
    await project.succeeds(['migration:up'], own.env);
    const before = await filesOf(project);
    const { code, stderr } = await project.mikroOrm(['migration:rollup'], own.env);
    expect(code).not.toBe(0);
    expect(stderr).toContain(`error PL203: the migrations cannot be rolled up into one; nothing was changed`);
    expect(stderr).toContain(`${TWO} ${why}`);
    expect(await filesOf(project)).toEqual(before);
  } finally {
    await project.remove();
    await own.drop();
  }
});
