import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { RunProject } from '../runner/run-project.ts';
import { onServer, server, type TestDatabase } from '../support/engines.ts';

const ONE = 'Migration20260101000000_one';
const TWO = 'Migration20260102000000_two';
const THREE = 'Migration20260103000000_three';
const APPLIED = String.raw`applied \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC in [\d.]+ m?s by postgres on \S+:\d+`;

const create = (): Promise<RunProject> =>
  RunProject.create({
    [ONE]: {
      parent: null,
      up: [
        'create table item (id bigint primary key, n integer)',
        'create table other (id integer)',
        'insert into item values (1, 1)',
      ],
      down: ['drop table other, item'],
    },
    [TWO]: {
      parent: ONE,
      apart: true,
      up: ['create unique index concurrently item_n on item (n)'],
      down: ['drop index concurrently item_n'],
    },
    [THREE]: {
      parent: TWO,
      up: ['alter table item add column m integer not null default 0'],
      down: ['alter table item drop m'],
    },
  });

onServer('the history', () => {
  let project: RunProject;
  let database: TestDatabase;
  const plumb = (line: string) => project.plumb(line.split(' '), database.env);

  describe('of a database that ran two of three', () => {
    beforeAll(async () => {
      [project, database] = [await create(), await server.create()];
      await project.succeeds(['migration:up', '--to=+2'], database.env);
    });
    afterAll(async () => {
      await project.remove();
      await database.drop();
    });

    test('history tells each: what it changes, when, by whom, how long', async () => {
      const { stdout, code } = await plumb('history');
      expect(code).toBe(0);
      expect(stdout).toMatch(
        new RegExp(`^${ONE}
  ${APPLIED}
  create table item, other; insert into item

${TWO} \\(current\\)
  ${APPLIED}
  create index item_n

${THREE} \\(head\\)
  waiting
  alter table item
$`),
      );
      for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
    });

    test.each([
      ['current:', [THREE]],
      ['current:head', [THREE]],
      ['-1:current', [TWO]],
      ['base:+1', [ONE, TWO, THREE]],
      ['20260101000000:20260102000000', [TWO]],
      ['head-2', [ONE]],
      ['head:base', [ONE, TWO, THREE]],
      ['current:current', []],
    ])('history %s', async (range, names) => {
      const { migrations } = JSON.parse((await plumb(`history ${range} --json`)).stdout);
      expect(migrations.map(({ name }: { name: string }) => name)).toEqual(names);
    });

    test('show tells one: file, parent, run, statements, and what they change in PostgreSQL’s words', async () => {
      const { stdout } = await plumb('show -1 --changes');
      expect(stdout).toMatch(
        new RegExp(`^${ONE}\n  file +migrations/${ONE}.ts\n  parent +the empty database\n  run +${APPLIED}`),
      );
      expect(stdout).toContain('+ table item\n  + column id\n      bigint, not null');
      expect(stdout).toContain('up\ncreate table item (id bigint primary key, n integer);\n');
      expect(stdout).toContain('down\ndrop table other, item;\n');
      expect((await plumb('show current')).stdout).toContain('none: statement by statement');
    });

    test('status tells where the database is, and that it is clean', async () => {
      const { stdout, code } = await plumb('status --drift');
      expect(code).toBe(0);
      expect(stdout).toMatch(/^ {2}database +\S+ on \S+:\d+\n {2}server +PostgreSQL 17\.\d+/);
      expect(stdout).toMatch(/applied +2 migrations, the last at /);
      expect(stdout).toMatch(new RegExp(`waiting +1 migration\n +${THREE}\n`));
      expect(stdout).toMatch(/history +clean, and so are the objects\n {2}next +npx mikro-orm migration:up\n$/);
      expect(stdout).not.toContain('plumbline-test');
    });
  });

  describe('that is not clean', () => {
    beforeEach(async () => {
      [project, database] = [await create(), await server.create()];
      await project.succeeds(['migration:up'], database.env);
    });
    afterEach(async () => {
      await project.remove();
      await database.drop();
    });

    test.each<[string, () => Promise<unknown>, number, string, string]>([
      ['an edited file', () => project.edit(ONE, '(1, 1)', '(1, 2)'), 23, 'PL231', ONE],
      ['a deleted file', () => project.delete(THREE), 23, 'PL232', THREE],
      [
        'one before an applied one',
        () => project.write('Migration20260101000001_late', { up: [] }),
        23,
        'PL233',
        'late',
      ],
      [
        'one that is half done',
        () =>
          database.sql(
            `delete from mikro_orm_migrations where id = 3; update mikro_orm_migrations_ledger set state = 'running' where name = '${THREE}'`,
          ),
        23,
        'PL235',
        `${THREE} is half applied`,
      ],
      [
        'a table that somebody changed',
        () => database.sql('alter table item drop column n'),
        50,
        'PL500',
        'table item',
      ],
    ])('%s: status says so', async (_, spoil, exit, problem, words) => {
      await spoil();
      const { stdout, code } = await plumb('status --drift');
      expect(code).toBe(exit);
      expect(stdout).toContain(`not clean\n              ${problem} `);
      expect(stdout).toContain(words);
      expect(stdout.trimEnd().split('\n').length).toBeLessThanOrEqual(16);
    });

    test('history marks what was edited, and what the project does not have', async () => {
      await project.edit(ONE, '(1, 1)', '(1, 2)');
      await project.delete(THREE);
      const { stdout } = await plumb('history');
      expect(stdout).toContain(`${ONE} (edited since it was run)\n`);
      expect(stdout).toContain(`${TWO} (head)\n`);
      expect(stdout).toContain(`${THREE} (current, not in this project)\n`);
    });
  });
});
