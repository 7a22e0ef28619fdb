import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { onServer, type TestDatabase } from '../support/engines.ts';
import { stateOf } from './chain.ts';
import { inDatabase } from './databases.ts';
import { RunProject, said, type Written } from './run-project.ts';

const TABLE: Written = {
  up: [
    'create table item (id integer primary key, n integer)',
    'insert into item select i, i from generate_series(1, 1000) i',
  ],
};

/** What is held, and the migration that needs it; the lock that the session keeps is the weakest that is in the way. */
const CASES: Record<string, { held: string; migration: Written }> = {
  'a transaction that read, and a column': {
    held: 'select count(*) from item',
    migration: { up: ['alter table item add column note text'] },
  },
  'a transaction that wrote, and an index built concurrently': {
    held: 'update item set n = 0 where id = 1',
    migration: { apart: true, up: ['create index concurrently item_n on item (n)'] },
  },
  'a transaction that wrote, and a row': {
    held: 'update item set n = 0 where id = 1',
    migration: { up: ['update item set n = n + 1'] },
  },
  'a transaction that wrote, and an index that is dropped concurrently': {
    held: 'update item set n = 0 where id = 1',
    migration: { apart: true, up: ['drop index concurrently item_old'] },
  },
};

onServer('A session that holds a lock on the table:', () => {
  let project: RunProject;
  let holder: Client;
  let pid: number;

  beforeAll(async () => {
    project = await RunProject.create({ Migration1: TABLE });
  });
  afterAll(() => project.remove());

  async function held(database: TestDatabase, sql: string): Promise<void> {
    await project.succeeds(['migration:up', '--only=Migration1'], database.env);
    await database.sql('create index item_old on item (n)');
    holder = new Client({ connectionString: database.env.SA01_DB_DSN, application_name: 'report' });
    holder.on('error', () => {});
    await holder.connect();
    const { rows } = await holder.query<{ pid: number }>('select pg_backend_pid() as pid');
    pid = rows[0]?.pid ?? 0;
    await holder.query('begin');
    await holder.query(sql);
  }

  /** Everybody else must come through meanwhile: the longest that a read took, in milliseconds. */
  async function longestRead({ env }: TestDatabase, over: AbortSignal): Promise<number> {
    const reader = new Client({ connectionString: env.SA01_DB_DSN });
    await reader.connect();
    let longest = 0;
    while (!over.aborted) {
      const started = performance.now();
      await reader.query('select n from item where id = 2');
      longest = Math.max(longest, performance.now() - started);
      await sleep(5);
    }
    await reader.end();
    return longest;
  }

  describe.each(Object.entries(CASES))('%s:', (_, { held: sql, migration }) => {
    /** What a run leaves behind that nobody is in the way of. */
    let unbroken: string[];
    beforeAll(async () => {
      await project.write('Migration2', migration);
      unbroken = await inDatabase(async database => {
        await held(database, 'select');
        await holder.end();
        await project.succeeds(['migration:up'], database.env);
        return stateOf(database.sql);
      });
    });

    const blocker = (): RegExp =>
      new RegExp(
        `waiting for backend ${pid} \\(postgres, report\\), in a transaction for [\\d.]+ s, last: ${sql.slice(0, 6)}`,
      );

    test('the run names it, keeps nobody else waiting, and succeeds when it goes', async () => {
      await inDatabase(async database => {
        await held(database, sql);
        const over = new AbortController();
        const longest = longestRead(database, over.signal);
        const running = project.start(['migration:up'], database.env);
        await running.says(blocker());
        await sleep(1500);
        await holder.query('rollback');
        const ended = await running.ended;
        over.abort();
        expect(said(ended)).toMatch(/^0:/);
        // the lock's time limit of 100 ms, and what a busy machine adds
        expect(await longest).toBeLessThan(400);
        await holder.end();
      });
    });

    test('the run ends with 22, names it, and leaves nothing behind when it stays', async () => {
      await inDatabase(async database => {
        await held(database, sql);
        const before = await stateOf(database.sql);
        const ended = await project.mikroOrm(['migration:up'], { ...database.env, PLUMBLINE_LOCK_PATIENCE: '2' });
        expect(ended.code).toBe(22);
        expect(ended.stderr).toContain('error PL220: Migration2 does not get a lock that it needs, after 2 s');
        expect(ended.stderr).toMatch(
          new RegExp(`held by backend ${pid} \\(postgres, report\\).*, last: ${sql.slice(0, 6)}`),
        );
        expect(ended.stderr).toContain(`select pg_terminate_backend(${pid})`);
        await holder.query('rollback');
        await holder.end();
        if (migration.apart) expect(ended.stderr).toContain('stays, and the next run takes it away');
        else expect(await stateOf(database.sql)).toEqual(before);
        expect(said(await project.mikroOrm(['migration:up'], database.env))).toMatch(/^0:/);
        expect(await stateOf(database.sql)).toEqual(unbroken);
      });
    });
  });
});
