import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { entities } from '../bookshop/src/entities/index.ts';
import { inDatabase } from '../runner/databases.ts';
import { withRole } from '../runner/roles.ts';
import { onOneEngine, onServer, type TestDatabase } from '../support/engines.ts';
import { BOOKSHOP } from '../support/repository.ts';
import { mikroOrm, plumb } from './process.ts';

const MIGRATIONS = readdirSync(`${BOOKSHOP}/src/migrations`).map(file => file.replace(/\.ts$/, ''));
const HEAD = MIGRATIONS.sort().at(-1) as string;
/** Of the entities, and the one between books and authors. */
const TABLES = entities.length + 1;
const ESCAPE = String.fromCharCode(27);

onOneEngine('plumb', engine => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await engine.create();
  });
  afterAll(() => database.drop());
  const json = async (command: string) => JSON.parse((await plumb(database.env, command, '--json')).stdout);

  describe('on an empty database', () => {
    test('overview shows what is missing and what to do', async () => {
      const { code, stdout } = await plumb(database.env, 'overview');
      expect(code).toBe(0);
      expect(stdout).toMatch(/│ authors +│ missing │/);
      expect(stdout).toContain('no tables, no rows');
      expect(stdout).toContain(`no migrations applied, ${MIGRATIONS.length} waiting`);
      expect(stdout).toContain('npx mikro-orm migration:up');
    });

    test('current says that nothing is applied', async () => {
      expect((await plumb(database.env, 'current')).stdout).toMatch(/^no migration is applied to .*\n$/);
    });

    test('to look at it writes nothing', async () => {
      const relations = await database.sql(`select relname from pg_class where relnamespace = 'public'::regnamespace`);
      expect(relations).toEqual([]);
    });
  });

  describe('on a migrated and seeded database', () => {
    beforeAll(async () => {
      for (const command of ['migration:up', 'seeder:run']) {
        expect(await mikroOrm(database.env, command)).toMatchObject({ code: 0 });
      }
    });

    test('overview shows every table with its rows, and every migration', async () => {
      const { code, stdout } = await plumb(database.env, 'overview');
      expect(code).toBe(0);
      expect(stdout).toMatch(/│ suppliers +│ +3 │/);
      expect(stdout).toContain(`${TABLES} tables, 5 rows`);
      expect(stdout).toContain(`│ ${HEAD} `);
      expect(stdout).toContain(`${MIGRATIONS.length} migration`);
      expect(stdout).toContain('applied, none waiting');
      expect(stdout, 'no colours where there is no terminal').not.toContain(ESCAPE);
    });

    test('overview gives the same as JSON', async () => {
      const found = await json('overview');
      expect(found.tables).toHaveLength(TABLES);
      expect(found.tables).toContainEqual({ name: 'authors', rows: 2 });
      expect(found.migrations).toEqual(
        MIGRATIONS.map(name => ({
          name,
          known: true,
          state: 'applied',
          appliedAt: expect.stringMatching(/^\d{4}-.*Z$/),
          durationMs: expect.any(Number),
          ranBy: expect.stringMatching(/ on .+:\d+$/),
        })),
      );
    });

    test('overview stops counting a large table', async () => {
      await database.sql(`
        insert into offers (isbn, supplier_name, available)
        select n::text, 'Paper Boat', true from generate_series(1, 100001) n`);
      expect((await plumb(database.env, 'overview')).stdout).toMatch(/│ offers +│ over 100,000 │/);
      await database.sql('truncate offers');
    });

    test('current and heads name the newest migration', async () => {
      const [current, heads] = await Promise.all([plumb(database.env, 'current'), plumb(database.env, 'heads')]);
      expect(current.stdout).toMatch(new RegExp(`^${HEAD} \\(head\\), applied \\d{4}-\\d\\d-\\d\\d .* UTC\n$`));
      expect(heads.stdout).toBe(`${HEAD}\n`);
    });

    test('a migration of another branch is named as such', async () => {
      await database.sql(`insert into mikro_orm_migrations (name) values ('Migration99990101000000_elsewhere')`);
      const { stdout } = await plumb(database.env, 'current');
      expect(stdout).toContain('Migration99990101000000_elsewhere (not in this project, head)');
      await database.sql(`delete from mikro_orm_migrations where name like '%elsewhere'`);
    });

    test('the stock commands are there', async () => {
      expect((await plumb(database.env, 'migration:list')).stdout).toContain(HEAD);
    });
  });
});

onServer('plumb overview as a role that does not see everything', () => {
  test('takes rows that policies hide, or that it may not read, for none of them', () =>
    inDatabase(async database => {
      for (const command of ['migration:up', 'seeder:run'])
        expect(await mikroOrm(database.env, command)).toMatchObject({ code: 0 });
      const rights = (role: string): string => `
        grant usage on schema stock to ${role};
        grant select on all tables in schema public, stock to ${role};
        revoke select on books from ${role};
        alter table authors enable row level security`;
      await withRole(database, rights, async env => {
        const { stdout } = await plumb(env, 'overview');
        for (const table of ['books', 'authors']) expect(stdout).toMatch(new RegExp(`│ ${table} +│ not to be seen │`));
        expect(stdout).toMatch(/│ suppliers +│ +3 │/);
        expect(stdout).toContain(`${TABLES} tables, 3 rows, and those that this role may not see`);
        const { tables } = JSON.parse((await plumb(env, 'overview', '--json')).stdout);
        expect(tables).toContainEqual({ name: 'authors', hidden: true });
      });
    }));
});
