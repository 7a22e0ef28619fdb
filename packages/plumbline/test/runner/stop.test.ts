import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { onServer, type TestDatabase } from '../support/engines.ts';
import { listed } from './chain.ts';
import { inDatabase } from './databases.ts';
import { RunProject, said, type Written } from './run-project.ts';

const TABLE: Written = { up: ['create table item (id integer)'], down: ['drop table item'] };
/** It would sleep for a minute; what it did before stays where it runs apart. */
const SLOW = (apart: boolean): Written => ({
  apart,
  up: ['insert into item values (1)', 'select pg_sleep(60)', 'insert into item values (2)'],
});
/** The same, awake. */
const AWAKE = (apart: boolean): Written => ({
  apart,
  up: ['insert into item values (1)', 'select pg_sleep(0)', 'insert into item values (2)'],
});

onServer('A run that is asked to end in the middle of a statement', () => {
  let project: RunProject;
  beforeAll(async () => {
    project = await RunProject.create({ Migration1: TABLE });
  });
  afterAll(() => project.remove());

  const sleeping = ({ sql }: TestDatabase) =>
    sql(
      `select from pg_stat_activity where datname = current_database() and state = 'active' and query like '%pg_sleep(%' and pid <> pg_backend_pid()`,
    );

  describe.each([
    { signal: 'SIGTERM', exit: 143, code: 'PL003' },
    { signal: 'SIGINT', exit: 130, code: 'PL002' },
  ] as const)('by $signal', ({ signal, exit, code }) => {
    test.each([
      { apart: false, kept: ['Migration1 true applied'], rows: 0 },
      { apart: true, kept: ['Migration1 true applied', 'Migration2 false running'], rows: 1 },
    ])(
      `ends at once with ${exit}, on the server too, and the next run goes on; apart: $apart`,
      async ({ apart, kept, rows }) => {
        await inDatabase(async database => {
          await project.write('Migration2', SLOW(apart));
          await project.succeeds(['migration:up', '--only=Migration1'], database.env);
          const running = project.start(['migration:up'], database.env);
          await running.says('applying Migration2');
          while ((await sleeping(database)).length === 0) await sleep(50);
          const asked = performance.now();
          running.kill(signal);
          const ended = await running.ended;
          expect(performance.now() - asked).toBeLessThan(5000);
          expect(ended.code).toBe(exit);
          expect(ended.stderr).toContain(`${signal} received, stopping`);
          expect(ended.stderr).toContain(`error ${code}: stopped by ${signal}; what was done is recorded`);
          expect(await sleeping(database)).toEqual([]);
          expect(await listed(database.sql)).toEqual(kept);
          expect(await database.sql('select from item')).toHaveLength(rows);

          await project.write('Migration2', AWAKE(apart));
          if (apart) return;
          await project.succeeds(['migration:up'], database.env);
          expect(await database.sql('select id from item order by 1')).toEqual([{ id: 1 }, { id: 2 }]);
        });
      },
    );
  });

  test('after the session was lost that looks at it: another one cancels the statement', async () => {
    await project.write('Migration2', { up: ['select pg_sleep(1)', 'select pg_sleep(60)'] });
    await inDatabase(async database => {
      const running = project.start(['migration:up'], database.env);
      await running.says('applying Migration2');
      while ((await sleeping(database)).length === 0) await sleep(50);
      await database.sql(
        `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name like 'plumbline watch%'`,
      );
      // the second statement begins meanwhile
      await sleep(2000);
      running.kill('SIGTERM');
      const ended = await running.ended;
      expect(ended.code).toBe(143);
      expect(ended.seconds).toBeLessThan(40);
      expect(await sleeping(database)).toEqual([]);
    });
  });

  test('while it waits for another run: it ends, and the other one does not', async () => {
    await inDatabase(async ({ env, sql }) => {
      await sql('create table gate ()');
      await project.write('Migration2', { up: ['insert into gate default values'] });
      const gate = new Client({ connectionString: env.SA01_DB_DSN });
      await gate.connect();
      await gate.query('begin; lock table gate');
      const first = project.start(['migration:up'], env);
      await first.says('waiting for backend');
      const second = project.start(['migration:up'], env);
      await second.says(
        /waiting for another run, held by plumbline lock \w+ \S+:\d+, user postgres, from [\d.]+, since \d{4}-/,
      );
      second.kill('SIGTERM');
      expect((await second.ended).code).toBe(143);
      await gate.query('commit');
      await gate.end();
      expect(said(await first.ended)).toMatch(/^0:/);
      expect(await listed(sql)).toEqual(['Migration1 true applied', 'Migration2 true applied']);
    });
  });
});
