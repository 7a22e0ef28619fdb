import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commands } from '../../src/cli/commands/index.ts';
import { RunProject, type Written } from '../runner/run-project.ts';
import { embedded, type TestDatabase } from '../support/engines.ts';
import { REPOSITORY } from '../support/repository.ts';

const FOLDER = `${REPOSITORY}/docs/json`;

/** Command lines for every command, each on a database that is up to date, or on an empty one. */
const LINES: Record<string, { line: string; on?: 'current' | 'empty' | 'forked'; code?: number }[]> = {
  'migration:create': [{ line: 'migration:create --blank --name=by_hand --path=elsewhere' }],
  overview: [{ line: 'overview' }, { line: 'overview', on: 'empty' }],
  status: [{ line: 'status' }, { line: 'status --drift' }, { line: 'status', on: 'empty' }],
  history: [{ line: 'history' }, { line: 'history --offline' }],
  show: [{ line: 'show head --changes' }, { line: 'show base+1 --offline' }],
  sql: [{ line: 'sql' }, { line: 'sql head:base' }],
  stamp: [{ line: 'stamp head' }, { line: 'stamp head', on: 'empty', code: 52 }],
  merge: [{ line: 'merge --offline', on: 'forked' }],
  current: [{ line: 'current' }, { line: 'current', on: 'empty' }],
  heads: [{ line: 'heads' }],
  diff: [
    { line: 'diff db migrations' },
    { line: 'diff migrations@head-1 migrations', code: 51 },
    { line: 'diff migrations@head-1 migrations --sql --online' },
  ],
  explain: [
    { line: 'explain item --from migrations@base --to db' },
    { line: 'explain item.n --from db --to migrations@head-1' },
  ],
  diagram: [{ line: 'diagram db' }, { line: 'diagram migrations@base migrations' }],
  plan: [{ line: 'plan' }, { line: 'plan', on: 'empty' }],
  drift: [{ line: 'drift' }, { line: 'drift', on: 'empty' }],
  verify: [{ line: 'verify', code: 54 }],
  watch: [{ line: 'watch --once' }],
  reset: [{ line: 'reset --yes', on: 'empty' }],
  init: [{ line: 'init --dry-run' }],
  // the project does not name the package, and does with MikroORM's alone
  doctor: [{ line: 'doctor', code: 1 }],
};

const schemaOf = (name: string) => JSON.parse(readFileSync(`${FOLDER}/${name}.json`, 'utf8'));

/** What of a text is not as its schema says. */
function mistakes(stdout: string, name: string): unknown[] {
  const validate = new Ajv2020({ allErrors: true, allowUnionTypes: true }).compile(schemaOf(name));
  return validate(JSON.parse(stdout)) ? [] : (validate.errors ?? []);
}

const [ONE, TWO, THREE] = [
  'Migration20260101000000_one',
  'Migration20260102000000_two',
  'Migration20260103000000_three',
];
const MIGRATIONS: Record<string, Written> = {
  [ONE]: { parent: null, up: ['create table item (id bigint primary key, n integer)'] },
  [TWO]: {
    parent: ONE,
    apart: true,
    up: ['create index concurrently item_n on item (n)', 'drop table if exists nothing'],
    down: ['drop index concurrently item_n'],
  },
};
const FORK: Written = {
  parent: ONE,
  up: ['alter table item add m integer'],
  down: ['alter table item drop m'],
};

let project: RunProject;
let forked: RunProject;
let databases: Record<'current' | 'empty', TestDatabase>;
beforeAll(async () => {
  project = await RunProject.create(MIGRATIONS);
  forked = await RunProject.create({ ...MIGRATIONS, [THREE]: FORK });
  databases = { current: await embedded.create(), empty: await embedded.create() };
  await project.succeeds(['migration:up'], databases.current.env);
});
afterAll(async () => {
  await project.remove();
  await forked.remove();
  for (const database of Object.values(databases)) await database.drop();
});

describe.each(commands.map(command => ({ ...command, name: String(command.command).split(' ')[0] as string })))(
  '$name',
  ({ name, schema }) => {
    const [document = '', version] = schema.split('/');

    test(`has its JSON described in docs/json/${document}.json`, () => {
      expect(existsSync(`${FOLDER}/${document}.json`)).toBe(true);
      expect(schemaOf(document).properties.schema).toEqual({ const: `plumbline/${document}/${version}` });
    });

    test('has command lines to be tried', () => expect(LINES).toHaveProperty([name]));

    test.each(LINES[name] ?? [])('$line prints what that says', async ({ line, on = 'current', code = 0 }) => {
      const [own, database] = on === 'forked' ? [forked, databases.empty] : [project, databases[on]];
      const ended = await own.plumb([...line.split(' '), '--json'], database.env);
      expect(ended, ended.stderr).toMatchObject({ code });
      expect(mistakes(ended.stdout, document)).toEqual([]);
    });
  },
);

test('a failure is as docs/json/problem.json says, with a place and without', async () => {
  await writeFile(join(project.folder, 'broken.sql'), 'create tabel item ()');
  const { env } = databases.empty;
  const [placed, misunderstood] = await Promise.all([
    project.plumb(['diff', 'migrations', 'file:broken.sql', '--json'], env),
    project.plumb(['nope', '--json'], env),
  ]);
  expect(mistakes(placed.stdout, 'problem')).toEqual([]);
  expect(JSON.parse(placed.stdout).place).toEqual({ file: 'broken.sql', line: 1, column: 8 });
  expect(mistakes(misunderstood.stdout, 'problem')).toEqual([]);
});

test('and lists all questions, of which the screen shows a part', async () => {
  const columns = Array.from({ length: 9 }, (_, i) => `c${i}`);
  await writeFile(join(project.folder, 'a.sql'), `create table t (${columns.map(name => `${name} text`)})`);
  await writeFile(join(project.folder, 'b.sql'), `create table t (${columns.map(name => `${name} jsonb[]`)})`);
  const line = ['diff', 'file:a.sql', 'file:b.sql', '--sql'];
  const [listed, shown] = [await project.plumb([...line, '--json'], {}), await project.plumb(line, {})];
  expect(mistakes(listed.stdout, 'problem')).toEqual([]);
  const { code, questions } = JSON.parse(listed.stdout);
  expect(code).toBe('PL310');
  expect(questions.map(({ object }: { object: string }) => object)).toEqual(columns.map(name => `column t.${name}`));
  expect(questions[8].choices[0]).toMatchObject({ flag: 'convert', text: 't.c8=array[c8]::jsonb[]' });
  expect(shown.stderr).toContain('… and 5 more; --json lists all of them');
});

test('every description is of something', () => {
  const known = [...commands.map(({ schema }) => schema.split('/')[0]), 'problem', 'decisions'];
  for (const file of readdirSync(FOLDER)) expect(known).toContain(file.replace('.json', ''));
});
