import { afterAll, beforeAll, expect, test } from 'vitest';
import { onServer } from '../support/engines.ts';
import { listed } from './chain.ts';
import { inDatabase } from './databases.ts';
import { RunProject, said } from './run-project.ts';

onServer('What broke off outside a transaction', () => {
  let project: RunProject;
  beforeAll(async () => {
    project = await RunProject.create({
      Migration1: {
        up: ['create table item (id integer primary key, n integer)', 'insert into item values (1, 1), (2, 1)'],
      },
    });
  });
  afterAll(() => project.remove());

  const INDEX = `select indexrelid::regclass::text as name, indisvalid as valid, indexrelid as oid from pg_index where indrelid = 'item'::regclass and not indisprimary`;

  test('an index that failed on its rows is not left behind, and is built once the rows are mended', async () => {
    await project.write('Migration2', { apart: true, up: ['create unique index concurrently item_n on item (n)'] });
    await inDatabase(async ({ env, sql }) => {
      const ended = await project.mikroOrm(['migration:up'], env);
      expect(said(ended)).toMatch(/^20:.*error PL200 a statement of Migration2 failed/s);
      expect(ended.stderr).toContain('Key (n)=(1) is duplicated.');
      expect(await sql(INDEX)).toEqual([]);
      expect(await listed(sql)).toEqual(['Migration1 true applied', 'Migration2 false running']);

      await sql('update item set n = id');
      const next = await project.mikroOrm(['migration:up'], env);
      expect(said(next)).toMatch(/^0:.*applied Migration2/s);
      expect(await sql(INDEX)).toMatchObject([{ name: 'item_n', valid: true }]);
    });
  });

  test('an index that is not valid is built again; one that is valid and was built by the run stays', async () => {
    await project.write('Migration2', {
      apart: true,
      up: [
        'create index concurrently item_a on item (n)',
        'create index concurrently item_b on item (n, id)',
        'select 1 / 0',
      ],
    });
    await inDatabase(async ({ env, sql }) => {
      expect((await project.mikroOrm(['migration:up'], env)).code).toBe(20);
      const before = await sql<{ name: string; oid: number }>(`${INDEX} order by 1`);
      expect(before.map(({ name }) => name)).toEqual(['item_a', 'item_b']);
      // as a run leaves it that is killed while it builds the second one
      await sql(`update pg_index set indisvalid = false where indexrelid = 'item_b'::regclass;
        update mikro_orm_migrations_ledger set begun = 2, done = 1,
          trail = encode(sha256(convert_to('["create index concurrently item_a on item (n)"]', 'utf8')), 'hex') where name = 'Migration2'`);
      await project.write('Migration2', {
        apart: true,
        up: ['create index concurrently item_a on item (n)', 'create index concurrently item_b on item (n, id)'],
      });
      const ended = await project.mikroOrm(['migration:up'], env);
      expect(said(ended)).toMatch(/^0:.*going on with Migration2 \(1 of 1, 2 statements, 1 done\)/s);
      const after = await sql<{ name: string; oid: number; valid: boolean }>(`${INDEX} order by 1`);
      expect(after).toMatchObject([
        { name: 'item_a', valid: true, oid: before[0]?.oid },
        { name: 'item_b', valid: true },
      ]);
      expect(after[1]?.oid).not.toBe(before[1]?.oid);
    });
  });

  test('what is edited above the point where it goes on is refused; below it may be corrected', async () => {
    await project.write('Migration2', { apart: true, up: ['update item set n = n + 1', 'select 1 / 0'] });
    await inDatabase(async ({ env, sql }) => {
      expect((await project.mikroOrm(['migration:up'], env)).code).toBe(20);
      await project.write('Migration2', { apart: true, up: ['update item set n = n + 2', 'select 1'] });
      expect(said(await project.mikroOrm(['migration:up'], env))).toMatch(
        /^23:.*error PL231: Migration2 is half done, and was edited above the point where it goes on; nothing was run/s,
      );
      await project.write('Migration2', { apart: true, up: ['update item set n = n + 1', 'select 1'] });
      expect(said(await project.mikroOrm(['migration:up'], env))).toMatch(/^0:/);
      expect(await sql('select n from item order by id')).toEqual([{ n: 2 }, { n: 2 }]);
    });
  });

  test('a setting of the session is said again, and does not move back what is done', async () => {
    const up = [
      "set my.factor = '3'",
      'update item set n = n + 1',
      "update item set n = n * current_setting('my.factor')::int",
      'select 1 / 0',
    ];
    await project.write('Migration2', { apart: true, up });
    await inDatabase(async ({ env, sql }) => {
      const done = () => sql(`select done from mikro_orm_migrations_ledger where name = 'Migration2'`);
      for (let i = 0; i < 2; i++) {
        expect((await project.mikroOrm(['migration:up'], env)).code).toBe(20);
        expect(await done()).toEqual([{ done: 3 }]);
      }
      await project.write('Migration2', {
        apart: true,
        up: [...up.slice(0, 3), "update item set n = n + current_setting('my.factor')::int"],
      });
      expect(said(await project.mikroOrm(['migration:up'], env))).toMatch(/^0:/);
      expect(await sql('select n from item order by id')).toEqual([{ n: 9 }, { n: 9 }]);
    });
  });

  test('migrations that cannot share a transaction get one each', async () => {
    await project.write('Migration2', { up: ["alter type mood add value 'new'"] });
    await project.write('Migration3', { up: ["alter table item add column mood mood default 'new'"] });
    await inDatabase(async ({ env, sql }) => {
      await project.succeeds(['migration:up', '--only=Migration1'], env);
      await sql("create type mood as enum ('good')");
      expect(said(await project.mikroOrm(['migration:up'], env))).toMatch(/^0:/);
      expect(await sql('select mood from item limit 1')).toEqual([{ mood: 'new' }]);
    });
    await project.delete('Migration3');
  });

  test('two schemas of one database are two runs, which do not wait for each other', async () => {
    await project.write('Migration2', { up: ['insert into public.gate default values'] });
    await inDatabase(async ({ env, sql }) => {
      await sql('create schema a; create schema b; create table public.gate ()');
      const both = await Promise.all(
        ['a', 'b'].map(schema => project.mikroOrm(['migration:up', `--schema=${schema}`], env)),
      );
      for (const ended of both) {
        expect(said(ended)).toMatch(/^0:/);
        expect(ended.stderr).not.toContain('waiting for another run');
      }
      expect(
        await sql(
          `select schemaname as schema, tablename as name from pg_tables where tablename in ('item', 'mikro_orm_migrations') order by 1, 2`,
        ),
      ).toEqual(
        ['a', 'b'].flatMap(schema => [
          { schema, name: 'item' },
          { schema, name: 'mikro_orm_migrations' },
        ]),
      );
    });
  });
});
