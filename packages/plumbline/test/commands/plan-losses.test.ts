import { afterEach, beforeEach, expect, test } from 'vitest';
import { plan } from '../../src/commands/plan.ts';
import { RunProject } from '../runner/run-project.ts';
import { onOneEngine, type TestDatabase } from '../support/engines.ts';

let project: RunProject;
let database: TestDatabase;

const BEFORE = `create table t (id integer primary key, a integer, b text, c numeric(10,4));
  create table full_copy (id integer, a text); create table part_copy (id integer, a text); create table bare (id integer)`;
const ROWS = `insert into t values (1, 1, 'x', 1.0001), (2, 2, 'y', 1.0002), (3, null, 'y', null);
  insert into full_copy values (1, 'a'); insert into part_copy values (1, 'a')`;

/** What plan says is lost by statements that somebody wrote. */
async function lossesOf(...up: string[]): Promise<string[]> {
  project = await RunProject.create({
    Migration01: { parent: null, up: BEFORE.split(/;\s+/) },
    Migration02: { parent: 'Migration01', up },
  });
  await project.succeeds(['migration:up', '--to=Migration01'], database.env);
  await database.sql(ROWS);
  const found = await plan(await project.options(database.env));
  for (const { kind, location } of found.hazards)
    if (kind === 'data-loss') expect(location?.file).toMatch(/Migration02\.ts$/);
  return found.hazards.flatMap(({ kind, id, message }) =>
    kind === 'data-loss' || id === 'unread-statement' ? [message] : [],
  );
}

onOneEngine('what statements that somebody wrote do to rows', engine => {
  beforeEach(async () => {
    database = await engine.create();
  });
  afterEach(async () => {
    await project.remove();
    await database.drop();
  });

  test('a conversion that keeps nothing, an update, a column that goes and comes back', async () => {
    const found = await lossesOf(
      `alter table t alter column a type uuid using '00000000-0000-0000-0000-000000000000'::uuid`,
      `update t set b = 'z' where id > 1`,
      'alter table t drop column c',
      'alter table t add column c numeric(10,4)',
      'update t set c = 0',
      'truncate bare',
    );
    expect(found.toSorted()).toEqual([
      'column t.c is dropped with the values of 2 rows',
      `the values of t.a in 2 rows are dropped: '00000000-0000-0000-0000-000000000000'::uuid keeps nothing of them`,
      'the values of t.b are overwritten with others in 3 rows at most',
    ]);
  }, 240_000);

  test('tables that are made anew: a copy keeps what it has, and a block hides what it builds', async () => {
    const found = await lossesOf(
      'create table other as select * from full_copy',
      'drop table full_copy',
      'alter table other rename to full_copy',
      'create table parts as select id from part_copy',
      'drop table part_copy',
      `update t set a = 0 where a is null`,
      `do $$ begin execute 'select 1'; end $$`,
      'delete from t where id = 1',
    );
    expect(found.toSorted()).toEqual([
      'some of t are deleted: 3 rows at most',
      'table part_copy is dropped with 1 row, of which a was not copied',
      'what a block or procedure of Migration02 does to rows cannot be read before it runs',
    ]);
  }, 240_000);
});
