import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { onServer } from '../support/engines.ts';
import { chain, effects, stateOf } from './chain.ts';
import { type ProxiedDatabase, ProxiedServer } from './proxied-server.ts';
import { RunProject, said, type Written } from './run-project.ts';

const withoutSettings = (migrations: Record<string, Written>): Record<string, Written> =>
  Object.fromEntries(
    Object.entries(migrations).map(([name, written]) => [
      name,
      { ...written, up: written.up.filter(sql => !sql.startsWith('set ')) },
    ]),
  );

const ITEM: Written = { up: ['create table item (id integer primary key)'], down: ['drop table item'] };

onServer('Behind pgbouncer, which hands out sessions by the transaction,', () => {
  let server: ProxiedServer;
  beforeAll(async () => {
    server = await ProxiedServer.start();
  }, 300_000);
  afterAll(() => server.stop());

  async function inProject<T>(
    migrations: Record<string, Written>,
    use: (project: RunProject, database: ProxiedDatabase) => Promise<T>,
    name?: string,
  ): Promise<T> {
    const project = await RunProject.create(migrations);
    const database = await server.database(name);
    try {
      return await use(project, database);
    } finally {
      await database.drop();
      await project.remove();
    }
  }

  test('runs started at once do each migration once, up and down, as without it', async () => {
    await inProject(withoutSettings(chain(500)), async (project, database) => {
      const direct = await server.database();
      await project.succeeds(['migration:up'], direct.direct);
      const ended = await Promise.all([1, 2, 3].map(() => project.mikroOrm(['migration:up'], database.env)));
      expect(ended.filter(({ code }) => code !== 0).map(said)).toEqual([]);
      expect(new Set(Object.values(await effects(database.sql)))).toEqual(new Set([1]));
      expect(await stateOf(database.sql)).toEqual(await stateOf(direct.sql));

      for (const { env } of [database, { env: direct.direct }])
        await project.succeeds(['migration:down', '--to=base'], env);
      expect(await stateOf(database.sql)).toEqual(await stateOf(direct.sql));
      await direct.drop();
    });
  }, 180_000);

  test('a run waits for one that came past it', async () => {
    await inProject({ Migration1: { up: ['insert into gate default values'] } }, async (project, database) => {
      await database.sql('create table gate ()');
      const gate = new Client({ connectionString: database.direct.SA01_DB_DSN });
      await gate.connect();
      await gate.query('begin; lock table gate');
      const first = project.start(['migration:up'], database.direct);
      await first.says('waiting for backend');
      const second = project.start(['migration:up'], database.env);
      await second.says(/waiting for another run, held by plumbline lock .*, user postgres, from /);
      await gate.query('commit');
      await gate.end();
      expect(said(await first.ended)).toMatch(/^0:/);
      expect(said(await second.ended)).toMatch(/^0:.*nothing to do/s);
    });
  });

  describe('refuses with 17, PL172, and leaves the database as it was:', () => {
    test.each<{ title: string; second: Written; before?: string; why: string }>([
      {
        title: 'a setting of the session, in a migration that runs apart',
        second: { apart: true, up: ["set work_mem = '8MB'"] },
        why: 'the session keeps what it is told',
      },
      {
        title: 'an index beside the traffic, where the database limits the time of statements',
        second: { apart: true, up: ['create index concurrently item_id on item (id)'] },
        before: `do $$ begin execute format('alter database %I set statement_timeout = 60000', current_database()); end $$`,
        why: 'statement_timeout is off',
      },
    ])('$title', async ({ second, before, why }) => {
      await inProject({ Migration1: ITEM }, async (project, database) => {
        if (before) await database.sql(before);
        await project.succeeds(['migration:up'], database.env);
        await project.write('Migration2', second);
        const state = (await stateOf(database.sql)).filter(line => !line.includes('running'));
        const ended = await project.mikroOrm(['migration:up'], database.env);
        expect(said(ended)).toMatch(/^17:.*error PL172: a statement of Migration2 cannot run behind a proxy/s);
        expect(ended.stderr).toContain(why);
        expect(ended.stderr).toContain('connect to the server itself for migrations');
        expect((await stateOf(database.sql)).filter(line => !line.includes('running'))).toEqual(state);
        // and it goes on from there without the proxy
        await project.succeeds(['migration:up'], database.direct);
      });
    });

    test('a proxy that hands out its sessions by the statement, whatever the command', async () => {
      await inProject(
        { Migration1: ITEM },
        async (project, database) => {
          const ended = [
            await project.mikroOrm(['migration:up'], database.env),
            await project.mikroOrm(['migration:pending'], database.env),
            await project.plumb(['status'], database.env),
            await project.plumb(['drift'], database.env),
          ];
          // none ends as if all were well, and each says why
          for (const one of ended) expect(said(one)).toMatch(/^1[1-7]:.*error PL1\d\d: /s);
        },
        'statements',
      );
    }, 120_000);

    test.each(['one', 'two'])(
      'a pool of %s, where a run needs three sessions at once',
      async name => {
        await inProject(
          { Migration1: ITEM },
          async (project, database) => {
            const ended = await project.mikroOrm(['migration:up'], database.env);
            expect(said(ended)).toMatch(/^17:.*error PL172: .* too few sessions for a run; nothing was run/s);
            expect(
              await database.sql(`select from pg_class where relname like 'item%' or relname like 'mikro%'`),
            ).toEqual([]);
          },
          name,
        );
      },
      120_000,
    );
  });
});
