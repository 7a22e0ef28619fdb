import type { Options } from '@mikro-orm/core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { plan } from '../../src/commands/plan.ts';
import { RunProject } from '../runner/run-project.ts';
import { describeCatalog } from '../support/catalog.ts';
import { onOneEngine, type TestDatabase } from '../support/engines.ts';
import { pgDump } from '../support/pg-dump.ts';

const MIGRATIONS = {
  Migration01: {
    parent: null,
    up: [
      'create table item (id integer primary key, n integer, note text)',
      'create table gone (id integer primary key)',
    ],
  },
  Migration02: {
    parent: 'Migration01',
    up: [
      'alter table item rename to thing',
      'alter table thing rename column note to words',
      'alter table thing alter column n type bigint',
      'alter table thing alter column words set not null',
      'create table fresh (id integer)',
      'insert into fresh values (1)',
      'drop table gone',
    ],
  },
  Migration03: {
    parent: 'Migration02',
    apart: true,
    up: ['create index concurrently thing_n on thing (n)', 'vacuum full thing'],
  },
};

onOneEngine('what a run would do', engine => {
  let project: RunProject;
  let database: TestDatabase;
  let options: Partial<Options>;
  beforeAll(async () => {
    project = await RunProject.create(MIGRATIONS);
    database = await engine.create();
    await project.succeeds(['migration:up', '--to=Migration01'], database.env);
    await database.sql(`insert into item select i, i, case when i > 2 then 'note' end from generate_series(1, 50) i;
      insert into gone values (1), (2), (3)`);
    options = await project.options(database.env);
  });
  afterAll(async () => {
    await project.remove();
    await database.drop();
  });

  /** Everything that is there, as text: on a server what pg_dump writes, rows and all. */
  const everything = async (): Promise<string> => {
    const { SA01_DB_DSN: dsn } = database.env;
    if (dsn) return pgDump(new URL(dsn).pathname.slice(1));
    const rows = await database.sql('select row_to_json(i)::text as row from item i');
    return JSON.stringify([await describeCatalog(database.sql), rows]);
  };

  test('is told statement by statement, and nothing is changed by telling it', async () => {
    const before = await everything();
    const found = await plan(options);
    expect(await everything()).toBe(before);

    const limits =
      engine.name === 'PGlite' ? { lock: 0, patience: 0, run: 0 } : { lock: 100, patience: 60_000, run: 30_000 };
    const [second, third] = found.migrations;
    expect(found.migrations.map(({ name, transactional }) => [name, transactional])).toEqual([
      ['Migration02', true],
      ['Migration03', false],
    ]);
    expect(second?.steps.map(({ sql, locks, rewrites }) => ({ sql, locks, rewrites }))).toEqual([
      { sql: MIGRATIONS.Migration02.up[0], locks: [{ relation: 'item', mode: 'AccessExclusiveLock' }], rewrites: [] },
      { sql: MIGRATIONS.Migration02.up[1], locks: [], rewrites: [] },
      { sql: MIGRATIONS.Migration02.up[2], locks: [], rewrites: ['item', 'item_pkey'] },
      { sql: MIGRATIONS.Migration02.up[3], locks: [], rewrites: [] },
      { sql: MIGRATIONS.Migration02.up[4], locks: [], rewrites: [] },
      { sql: MIGRATIONS.Migration02.up[5], locks: [], rewrites: [] },
      { sql: MIGRATIONS.Migration02.up[6], locks: [{ relation: 'gone', mode: 'AccessExclusiveLock' }], rewrites: [] },
    ]);
    expect(second?.steps[0]).toMatchObject({ lockTimeoutMs: limits.lock, statementTimeoutMs: limits.run });
    expect(second?.steps[0]?.location).toEqual({
      file: expect.stringMatching(/Migration02\.ts$/),
      line: expect.any(Number),
      column: expect.any(Number),
    });
    expect(third?.steps).toMatchObject([
      {
        ...{ phase: 'alone', locks: null, blocks: false, rewrites: [] },
        ...{ lockTimeoutMs: limits.patience, statementTimeoutMs: 0 },
      },
      {
        ...{
          phase: 'alone',
          locks: null,
          blocks: true,
          rewrites: expect.arrayContaining(['thing', 'item_pkey', 'thing_n']),
        },
        ...{ lockTimeoutMs: limits.lock, statementTimeoutMs: limits.run },
      },
    ]);

    expect(found.hazards.map(({ kind, id, object }) => [kind, id, object])).toEqual(
      expect.arrayContaining([
        ['data-loss', 'drop-table', 'table gone'],
        ['may-fail', 'nulls', 'column thing.words'],
      ]),
    );
    const locationOf = (id: string) => found.hazards.find(hazard => hazard.id === id)?.location;
    expect(locationOf('drop-table'), 'at the statement').toEqual(second?.steps[6]?.location);
    expect(locationOf('nulls'), 'under the name of before').toEqual(second?.steps[0]?.location);
    expect(found.hazards.map(({ message }) => message)).toEqual(
      expect.arrayContaining([
        'table gone is dropped with 3 rows',
        'thing.words becomes required: it fails while 2 rows have no value',
      ]),
    );
    expect(found.tables.toSorted((a, b) => (a.table < b.table ? -1 : 1))).toEqual([
      {
        table: 'gone',
        rows: 3,
        estimated: false,
        bytes: expect.any(Number),
        lock: 'AccessExclusiveLock',
        rewritten: false,
      },
      {
        table: 'item',
        rows: 50,
        estimated: false,
        bytes: expect.any(Number),
        lock: 'AccessExclusiveLock',
        rewritten: true,
      },
    ]);
    expect(Math.min(...found.tables.map(({ bytes }) => bytes))).toBeGreaterThan(8000);
  });

  test('is about the migrations that are asked for', async () => {
    expect((await plan(options, { to: '+1' })).migrations.map(({ name }) => name)).toEqual(['Migration02']);
    await expect(plan(options, { to: 'Migration04' })).rejects.toMatchObject({ code: 'PL240' });
  });

  test('is measured on the database as somebody left it', async () => {
    await database.sql('alter table item add column own integer');
    const found = await plan(options, { to: '+1' });
    await database.sql('alter table item drop column own');
    expect(found).toMatchObject({ measuredOn: 'database', drift: ['column item.own'] });
  });

  test('is one page, which says that nothing was changed', async () => {
    const { code, stdout } = await project.plumb(['plan'], database.env);
    expect(code).toBe(0);
    expect(Math.max(...stdout.split('\n').map(line => line.length))).toBeLessThanOrEqual(100);
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain('2 migrations, 9 statements');
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain(
      'vacuum full thing may hold up reads and writes, which cannot be measured',
    );
    expect(stdout).toContain('nothing was changed; to run it: npx mikro-orm migration:up');
  });
});
