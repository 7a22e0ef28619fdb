import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { embeddedScratch, type ScratchDatabase } from '../../src/shadow/index.ts';
import { allInTransaction, isRefusedInTransaction } from '../../src/sql/in-transaction.ts';
import { readStatements } from '../../src/sql/split.ts';

const answerTo = async (sql: string): Promise<string> => {
  const statements = await readStatements(sql);
  const { may, commits } = await allInTransaction(statements.map(({ kind, node }) => [kind, node] as const));
  return commits ? `${may}, commits` : may;
};

/** Statements, and whether PostgreSQL takes them in a transaction, which it is asked. */
const ANSWERS: [answer: string, sql: string][] = [
  ['yes', 'create table made (id int)'],
  ['yes', 'create index item_id on item (id)'],
  ['no', 'create index concurrently item_id on item (id)'],
  ['yes', 'drop index item_n'],
  ['no', 'drop index concurrently item_n'],
  ['no', 'reindex index concurrently item_n'],
  ['no', 'reindex (concurrently) table item'],
  ['no', 'reindex schema public'],
  ['no', 'vacuum item'],
  ['no', 'vacuum (full, analyze) item'],
  ['yes', 'analyze item'],
  ['no', 'cluster'],
  ['yes', 'alter table parts detach partition part'],
  ['no', 'alter table parts detach partition part concurrently'],
  ['no', 'create database other'],
  ['no', 'drop database other'],
  ['no', `alter system set work_mem = '8MB'`],
  ['no', `create tablespace other location '/nowhere'`],
  ['no', 'drop tablespace other'],
  ['no', 'discard all'],
  ['yes', 'discard plans'],
  ['yes', 'truncate item'],
  ['yes', 'do $$ begin perform 1; end $$'],
  ['no, commits', 'do $$ begin update item set n = n; commit; end $$'],
  ['no, commits', 'do $$ begin if true then rollback; end if; end $$'],
  ['no', 'select 1; vacuum item'],
];

/** What depends on the database, or on code that is not seen. */
const PERHAPS = [
  'call fill()',
  'do $$ begin call fill(); end $$',
  'do language sql $$ select 1 $$',
  'do $$ this is no code $$',
  'cluster item using item_n',
  'reindex table item',
  'reindex index item_n',
  'drop subscription other',
  'call fill(); create table made (id int)',
];

let database: ScratchDatabase;
beforeAll(async () => {
  database = await embeddedScratch();
  await database.run(`create table item (id int, n int); create index item_n on item (n);
    create table parts (id int) partition by list (id); create table part partition of parts for values in (1)`);
});
afterAll(() => database?.close());

describe('Whether a statement may stand in a transaction', () => {
  test.each(ANSWERS)('%s: %s', async (answer, sql) => {
    expect(await answerTo(sql)).toBe(answer);
    await database.run('begin');
    const error = await database.run(sql).then(
      () => undefined,
      (cause: unknown) => cause,
    );
    await database.run('rollback');
    expect(isRefusedInTransaction(error), String(error)).toBe(answer !== 'yes');
  });

  test.each(PERHAPS)('perhaps: %s', async sql => {
    expect(await answerTo(sql)).toBe('perhaps');
  });
});
