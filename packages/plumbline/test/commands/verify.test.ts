import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Verified } from '../../src/commands/verify.ts';
import { RunProject, type Written } from '../runner/run-project.ts';
import { CopiedProject } from '../support/copied-project.ts';
import { onServer, server } from '../support/engines.ts';

const NOWHERE = { SA01_DB_DSN: 'postgresql://nobody@127.0.0.1:1/nowhere' };

let project: RunProject;
beforeEach(async () => {
  project = await RunProject.create();
});
afterEach(() => project.remove());

async function verified(migrations: Record<string, Written>): Promise<{ code: number | null; found: Verified }> {
  for (const [name, migration] of Object.entries(migrations)) await project.write(name, migration);
  const { code, stdout } = await project.plumb(['verify', '--json'], NOWHERE);
  return { code, found: JSON.parse(stdout) };
}

const first: Written = { parent: null, up: ['create table item (id integer)'], down: ['drop table item'] };

/** Makes a table where somebody left a mark. */
const MADE_OF_MARKS = 'do $$ begin if exists (select from mark) then create table extra (); end if; end $$';

test('migrations without a way down are tried up alone, and named', async () => {
  const up = (name: string, sql: string): string => `import { Migration } from '@mikro-orm/migrations';
export class ${name} extends Migration {
  override up(): void {
    this.addSql('${sql}');
  }
}
`;
  await writeFile(project.path('Migration1'), up('Migration1', 'create table item (id integer)'));
  const rest: Record<string, Written> = {
    Migration2: { parent: 'Migration1', up: ['create table other ()'], down: ['drop table other'] },
    Migration3: {
      parent: 'Migration2',
      up: ['drop table other, item'],
      down: ['create table item (id integer)', 'create table other ()'],
    },
  };
  const { code, found } = await verified(rest);
  expect(found).toMatchObject({ ok: true, findings: [], noWayDown: ['Migration1'] });
  expect(code).toBe(0);
  expect((await project.plumb(['verify'], NOWHERE)).stdout).toContain('no way down, so the way up alone: Migration1');
});

test('code of a migration that throws is the migration’s mistake', async () => {
  await project.write('Migration1', { ...first, members: 'override isTransactional(): boolean { return true; }' });
  await project.edit('Migration1', 'override up(): void {', `override up(): void { throw new Error('not today');`);
  const { code, found } = await verified({});
  expect(code).toBe(20);
  expect(found.findings).toMatchObject([{ code: 'PL201', migration: 'Migration1', why: 'Error: not today' }]);
});

test.each<[string, Record<string, Written>, number, object[]]>([
  ['migrations that lead back, to entities that say nothing', {}, 0, []],
  [
    'entities that do not say what the migrations made',
    { Migration1: first },
    51,
    [{ code: 'PL510', migration: null, groups: [{ object: 'table item' }] }],
  ],
  [
    'a way down that is missing',
    { Migration1: { ...first, down: [] } },
    54,
    [{ code: 'PL540', migration: 'Migration1', groups: [{ object: 'table item' }] }, { code: 'PL510' }],
  ],
  [
    'a way down that takes back something else',
    {
      Migration1: { ...first, up: ['create table item (id integer, name text)'] },
      Migration2: {
        parent: 'Migration1',
        up: ['alter table item add column price integer'],
        down: ['alter table item drop column name'],
      },
    },
    54,
    [{ code: 'PL540', migration: 'Migration2', groups: [{ object: 'table item' }] }, { code: 'PL510' }],
  ],
  [
    'a way down in an order that PostgreSQL refuses',
    {
      Migration1: {
        ...first,
        up: ['create table item (id integer primary key)', 'create table part (item integer references item)'],
        down: ['drop table item', 'drop table part'],
      },
    },
    32,
    [
      {
        code: 'PL331',
        migration: 'Migration1',
        place: expect.stringMatching(/migrations\/Migration1\.ts:\d+:\d+$/),
      },
    ],
  ],
  [
    'a way down that leaves something behind',
    { Migration1: { ...first, up: [...first.up, `create type mood as enum ('good')`] } },
    54,
    [{ code: 'PL540', migration: 'Migration1', groups: [{ object: 'enum mood' }] }, { code: 'PL510' }],
  ],
  [
    'a way down that leaves something behind which is not supported',
    { Migration1: { ...first, up: [...first.up, 'create type span as (low integer, high integer)'] } },
    54,
    [
      { code: 'PL540', migration: 'Migration1', groups: [], unmodelled: [{ kind: 'composite type', name: 'span' }] },
      { code: 'PL510' },
    ],
  ],
  [
    'a statement that PostgreSQL refuses',
    { Migration1: { ...first, up: ['create tabel item ()'] } },
    32,
    [
      {
        code: 'PL331',
        migration: 'Migration1',
        place: expect.stringMatching(/migrations\/Migration1\.ts:\d+:\d+$/),
      },
    ],
  ],
  [
    'two migrations on top of the same one',
    {
      Migration1: first,
      Migration2: { parent: 'Migration1', up: ['create table a ()'], down: ['drop table a'] },
      Migration3: { parent: 'Migration1', up: ['create table b ()'], down: ['drop table b'] },
    },
    23,
    [
      { code: 'PL230', migration: 'Migration2' },
      { code: 'PL230', migration: 'Migration3' },
      { code: 'PL510', migration: null },
    ],
  ],
  [
    'two branches, by where they part',
    {
      Migration1: first,
      Migration2: { parent: 'Migration1', up: ['create table a ()'], down: ['drop table a'] },
      Migration3: { parent: 'Migration1', up: ['create table b ()'], down: ['drop table b'] },
      Migration4: { parent: 'Migration2', up: ['drop table a, b, item'], down: [] },
    },
    23,
    [
      { code: 'PL230', message: 'Migration2 is one of several made on top of Migration1: npx plumb merge' },
      { code: 'PL230', message: 'Migration3 is one of several made on top of Migration1: npx plumb merge' },
      { code: 'PL540', migration: 'Migration4' },
    ],
  ],
  [
    'a migration on top of one that is gone',
    {
      Migration1: first,
      Migration3: { parent: 'Migration2', up: ['drop table item'], down: ['create table item (id integer)'] },
    },
    23,
    [{ code: 'PL230', message: 'Migration3 was made on top of Migration2, which has no file: npx plumb merge' }],
  ],
  [
    'a way down that leads back alone, and not behind another one',
    {
      Migration1: { parent: null, up: ['create table mark ()'], down: ['drop table mark'] },
      Migration2: {
        parent: 'Migration1',
        up: ['create table item ()'],
        down: ['drop table item', MADE_OF_MARKS],
      },
      Migration3: {
        parent: 'Migration2',
        up: ['drop table item', 'insert into mark default values'],
        down: ['create table item ()'],
      },
    },
    54,
    [
      {
        code: 'PL540',
        message: 'Migration2: together with the others, its way down does not lead back',
        groups: [{ object: 'table extra' }],
      },
      { code: 'PL510' },
    ],
  ],
])('%s', async (_, migrations, code, findings) => {
  const verdict = await verified(migrations);
  expect(verdict.found.findings).toMatchObject(findings);
  expect(verdict).toMatchObject({ code, found: { ok: code === 0 } });
  expect(verdict.found).not.toHaveProperty('production');
});

describe('what no entity mentions is no difference where it stays', () => {
  test.each<[string, () => Promise<void>]>([
    [
      'by an answer on file',
      () => writeFile(join(project.folder, 'plumbline.decisions.json'), '{ "keep": ["table item"] }'),
    ],
    [
      'by an option of MikroORM',
      async () => {
        const config = join(project.folder, 'mikro-orm.config.js');
        const text = await readFile(config, 'utf8');
        await writeFile(
          config,
          text.replace('entities: []', `entities: [], schemaGenerator: { skipTables: ['item'] }`),
        );
      },
    ],
  ])('%s', async (_, say) => {
    await say();
    await project.write('Migration20260101000001', first);
    const added = (column: string): Written => ({
      parent: 'Migration20260101000001',
      up: [`alter table item add ${column} integer`],
      down: [`alter table item drop ${column}`],
    });
    const forked = await verified({ Migration20260101000002: added('a'), Migration20260101000003: added('b') });
    expect(forked.found.findings).toMatchObject([{ code: 'PL230' }, { code: 'PL230' }]);
    const merged = await project.plumb(['merge', '--offline', '--json'], NOWHERE);
    expect(JSON.parse(merged.stdout)).toMatchObject({ differences: 0 });
  });
});

test('the migrations of a whole project pass, and its entities are placed where they say more', async () => {
  const copy = await CopiedProject.create();
  try {
    const env = { SA01_DB_DSN: '', PLUMBLINE_FOLDER: `${copy.folder}/none` };
    const clean = await copy.plumb(['verify'], env);
    expect(clean, clean.stdout).toMatchObject({ code: 0 });
    await copy.edit('src/entities/authors.ts', 'prizes: p.integer()', 'prizes: p.bigint()');
    const changed = await copy.plumb(['verify', '--format', 'gcc'], env);
    expect(changed.code).toBe(51);
    expect(changed.stdout).toMatch(/^src\/entities\/authors\.ts:\d+:\d+: error PL510 /m);
  } finally {
    await copy.remove();
  }
});

onServer('a configured server', () => {
  test('is asked for its version, which is told where it is another one', async () => {
    const database = await server.create();
    try {
      const { code, stdout } = await project.plumb(['verify'], database.env);
      expect(code).toBe(0);
      expect(stdout.replaceAll(/\s+/g, ' ')).toMatch(
        /on PostgreSQL 18.* runs PostgreSQL 17\.\d+: another version; PLUMBLINE_SHADOW_DSN names a server to verify on/,
      );
    } finally {
      await database.drop();
    }
  });
});
