import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { onServer, server, type TestDatabase } from '../support/engines.ts';
import { stateOf } from './chain.ts';
import { inDatabase, nameIn } from './databases.ts';
import { withRole } from './roles.ts';
import { RunProject, said, type Written } from './run-project.ts';

/** Fails unless a setting has a value. */
const expects = (name: string, value: string): string =>
  `do $$ begin if current_setting('${name}') <> '${value}' then raise '${name} is %', current_setting('${name}'); end if; end $$`;

onServer('The session of a run', () => {
  let project: RunProject;
  let database: TestDatabase;
  beforeEach(async () => {
    project = await RunProject.create();
    database = await server.create();
  });
  afterEach(async () => {
    await project.remove();
    await database.drop();
  });

  test.each([{ apart: false }, { apart: true }])(
    'is put back after each migration: settings, path and role; apart: $apart',
    async ({ apart }) => {
      await withRole(
        database,
        role => `grant create on schema public to ${role}`,
        async (_, role) => {
          await database.sql(`alter database ${nameIn(database.env)} set work_mem = '5MB'`);
          const own = [
            "set work_mem = '9MB'",
            "set my.own = 'said'",
            'set search_path = pg_catalog',
            `set role ${role}`,
          ];
          const migration: Written = { apart, up: [...own, expects('role', role), expects('work_mem', '9MB')] };
          await project.write('Migration1', migration);
          await project.write('Migration2', {
            apart,
            up: [
              expects('work_mem', '5MB'),
              expects('search_path', '"$user", public'),
              expects('role', 'none'),
              `do $$ begin if current_setting('my.own', true) = 'said' then raise 'my.own is still there'; end if; end $$`,
            ],
          });
          expect(said(await project.mikroOrm(['migration:up'], database.env))).toMatch(/^0:/);
        },
      );
    },
  );

  test('has no time limit of everyday work, and gives statements that block others one of their own', async () => {
    await database.sql(`alter database ${nameIn(database.env)} set statement_timeout = 500;
      alter database ${nameIn(database.env)} set idle_in_transaction_session_timeout = 500;
      alter database ${nameIn(database.env)} set default_transaction_isolation = 'serializable';
      create table item (id integer)`);
    const limits = ['statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout'];
    await database.sql(`create table seen (name text, value text)`);
    const note = `insert into seen select name, current_setting(name) from unnest(array[${limits.map(name => `'${name}'`)}]) name`;
    await project.write('Migration1', {
      up: ['select pg_sleep(1)', note, 'alter table item add column n integer', note],
      members: '  static readonly statementTimeout = 45;\n',
    });
    await project.succeeds(['migration:up'], { ...database.env, PLUMBLINE_LOCK_TIMEOUT: '0.25' });
    expect((await database.sql<{ value: string }>('select value from seen')).map(({ value }) => value)).toEqual([
      // nobody queues behind an insert: it may wait as long as the run's patience
      ...['0', '1min', '0'],
      // the table stands still from its change to the end of the transaction
      ...['0', '250ms', '0'],
    ]);
  });

  test('works as a role that owns its schema and nothing else, up and down', async () => {
    const up = [
      'create table own.item (id integer primary key, n integer)',
      "create type own.mood as enum ('good')",
      'create index item_n on own.item (n)',
    ];
    await project.write('Migration1', { up, down: ['drop table own.item', 'drop type own.mood'] });
    await project.write('Migration2', {
      apart: true,
      up: ['create index concurrently item_id_n on own.item (id, n)'],
      down: ['drop index concurrently own.item_id_n'],
    });
    await withRole(
      database,
      role => `create schema own authorization ${role}; revoke all on schema public from public;
        alter role ${role} in database ${nameIn(database.env)} set search_path = own`,
      async env => {
        expect(said(await project.mikroOrm(['migration:up', '--schema=own'], env))).toMatch(/^0:/);
        expect((await stateOf(database.sql)).join('\n')).toContain('relation i own.item_id_n');
        expect(said(await project.mikroOrm(['migration:down', '--to=base', '--schema=own'], env))).toMatch(/^0:/);
        expect((await stateOf(database.sql)).join('\n')).not.toContain('own.item');
      },
    );
  });
});

/** Ends its own session the first time; a sequence does not go back with the transaction. */
const ONCE = `do $$ begin if nextval('times') = 1 then perform pg_terminate_backend(pg_backend_pid()); end if; end $$`;

onServer('A run whose connection is lost', () => {
  let project: RunProject;
  beforeAll(async () => {
    project = await RunProject.create({ Migration1: { up: ['create table item (id integer)'] } });
  });
  afterAll(() => project.remove());

  describe.each([{ apart: false }, { apart: true }])('in a statement, apart: $apart,', ({ apart }) => {
    test('connects again, and goes on from there', async () => {
      await project.write('Migration2', {
        apart,
        up: ['insert into item values (1)', ONCE, 'insert into item values (2)'],
      });
      await inDatabase(async ({ env, sql }) => {
        await sql('create sequence times');
        const ended = await project.mikroOrm(['migration:up'], env);
        expect(said(ended)).toMatch(/^0:/);
        expect(ended.stderr).toMatch(/lost the connection \(.*\), connecting again in 0\.5 s/);
        if (apart) expect(ended.stderr).toContain('going on with Migration2 (2 of 2, 3 statements, 1 done)');
        expect(await sql('select id from item order by 1')).toEqual([{ id: 1 }, { id: 2 }]);
      });
    });
  });

  test('again and again gives up with 24, and says that what was done is recorded', async () => {
    await project.write('Migration2', {
      apart: true,
      up: ['insert into item values (1)', 'do $$ begin perform pg_terminate_backend(pg_backend_pid()); end $$'],
    });
    await inDatabase(async ({ env, sql }) => {
      const ended = await project.mikroOrm(['migration:up'], env);
      expect(said(ended)).toMatch(/^24:.*error PL221: the connection was lost again and again/s);
      expect(await sql('select id from item')).toEqual([{ id: 1 }]);
    });
  }, 120_000);
});
