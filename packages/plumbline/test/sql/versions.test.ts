import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ScratchDatabase } from '../../src/shadow/index.ts';
import { FUNCTIONS } from '../../src/sql/functions-by-version.ts';
import { literal } from '../../src/sql/quote.ts';
import { newerThan } from '../../src/sql/versions.ts';
import { openScratch, projectEngine, projectVersion } from '../support/scratch.ts';

/** Statements, and the first version of PostgreSQL whose grammar has them. */
const STATEMENTS: [since: number, sql: string][] = [
  [14, 'create table t (a integer, b integer generated always as (a * 2) stored)'],
  [14, 'create unique index concurrently t_a on t (a) include (b) where a > 0'],
  [14, `alter table t add constraint c check (a > 0) not valid`],
  [14, `alter table t add constraint f foreign key (a) references u on delete set null deferrable`],
  [14, 'alter table t detach partition p concurrently'],
  [14, 'create or replace trigger g after insert on t for each row execute function f()'],
  [15, 'create table t (a integer unique nulls not distinct)'],
  [15, 'create unique index t_a on t (a) nulls not distinct'],
  [15, 'alter table t add foreign key (a, b) references u (a, b) on delete set null (b)'],
  [15, 'merge into t using u on t.a = u.a when matched then delete'],
  [15, 'create publication p for table t where (a > 0)'],
  [15, 'create publication p for tables in schema s'],
  [15, 'alter table t set access method heap'],
  [15, 'grant set on parameter work_mem to public'],
  [16, 'create view v as select * from (select 1 as a)'],
  [16, 'create table t (a text storage plain)'],
  [16, 'create statistics on a, b from t'],
  [16, `create table t (a text check (a is json))`],
  [17, 'alter table t alter column b set expression as (a * 3)'],
  [17, `create view v as select * from json_table('[]', '$[*]' columns (a integer path '$')) j`],
  [17, 'merge into t using u on t.a = u.a when matched then delete returning *'],
  [18, 'create table t (a integer, b integer generated always as (a * 2) virtual)'],
  [18, 'create table t (a integer check (a > 0) not enforced)'],
  [18, 'alter table t add constraint n not null a'],
  [18, 'create table t (a integer, p tstzrange, primary key (a, p without overlaps))'],
  [18, 'update t set a = 1 returning with (old as o) o.a'],
];
/** What every version reads, and older ones refuse for what it says. */
const NAMES: [since: number, sql: string][] = [
  [15, 'create view v with (security_invoker = true) as select 1 as a'],
  [16, 'create view v as select any_value(a) as a from (values (1)) t (a)'],
  [17, 'grant maintain on pg_class to public'],
  [18, 'create view v as select uuidv7() as a'],
];

const version = projectVersion();

describe(`on ${projectEngine()}`, () => {
  let database: ScratchDatabase;
  beforeAll(async () => {
    database = await openScratch();
  });
  afterAll(() => database?.close());

  test.each(STATEMENTS)('the grammar has what came with %i: %s', async (since, sql) => {
    // a block is read as a whole, and ends before the statement is run
    const read = database.run(`do ${literal(`begin return; ${sql}; end`)}`);
    if (version < since) await expect(read).rejects.toThrow();
    else await read;
  });

  test.each(NAMES)('what came with %i is known: %s', async (since, sql) => {
    const run = database.run(`begin; ${sql}`).finally(() => database.run('rollback'));
    if (version < since) await expect(run).rejects.toThrow();
    else await run;
  });

  test('the functions are those that this version has', async () => {
    const rows = await database.query<{ name: string }>(
      `select distinct proname::text as name from pg_proc where pronamespace = 'pg_catalog'::regnamespace`,
    );
    const there = new Set(rows.map(({ name }) => name));
    const told = Object.entries(FUNCTIONS).filter(([name, since]) => there.has(name) !== version >= since);
    expect(told).toEqual([]);
  });
});

test.each([...STATEMENTS, ...NAMES])('%i is told of: %s', async (since, sql) => {
  for (const asked of [14, 15, 16, 17, 18]) {
    const [newest] = await newerThan(asked * 10_000 + 3, sql);
    expect(newest?.since, `asked for ${asked}`).toBe(asked < since ? since : undefined);
  }
});
