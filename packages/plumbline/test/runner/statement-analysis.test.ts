import { describe, expect, test } from 'vitest';
import { analyzeStatement, type StatementAnalysis } from '../../src/runner/statement-analysis.ts';

const TABLES = { schema: 'app', table: 'migrations' };

/** What of a statement is not as it is with most. */
async function found(sql: string): Promise<Partial<StatementAnalysis>> {
  const usual = await analyzeStatement('select 1', TABLES);
  const analysis = await analyzeStatement(sql, TABLES);
  const differs = Object.entries(analysis).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(usual[name as keyof StatementAnalysis]),
  );
  return Object.fromEntries(differs);
}

const NO = { may: 'no', commits: false };

describe('what a run knows of a statement before it runs it', () => {
  test.each([
    ['select 1', {}],
    ['insert into item values (1)', {}],
    ['update item set n = 1', {}],
    [`comment on table item is 'x'`, {}],
    ['create table item (id int)', { blocks: true }],
    ['alter table item add column n int', { blocks: true }],
    ['alter table item validate constraint item_check', {}],
    ['alter table item validate constraint item_check, add column n int', { blocks: true }],
    ['create index on item (n)', { blocks: true }],
    ['refresh materialized view totals', { blocks: true }],
    ['refresh materialized view concurrently totals', {}],
    ['vacuum item', { inTransaction: NO }],
    ['vacuum (full) item', { blocks: true, inTransaction: NO }],
    ['set search_path = app', { setting: 'search_path' }],
    ['set local search_path = app', {}],
    ['reset all', { setting: 'all' }],
    ['begin', { blocks: true, steersTransaction: true }],
    ['select 1; commit', { blocks: true, steersTransaction: true }],
    ['do $$ begin perform 1; end $$', { blocks: true }],
    ['do $$ begin perform 1; commit; end $$', { inTransaction: { may: 'no', commits: true } }],
    ['call fill()', { blocks: true, inTransaction: { may: 'perhaps', commits: false } }],
    ['this is no SQL', { blocks: true, inTransaction: { may: 'perhaps', commits: false } }],
  ])('%s', async (sql, expected) => {
    expect(await found(sql)).toEqual(expected);
  });
});

describe('DDL that runs concurrently is known by what it makes, as its rest has to be found when it is interrupted', () => {
  test.each([
    [
      'create index concurrently item_n on app.item (n)',
      { does: 'create index', table: '"app"."item"', index: 'item_n' },
    ],
    ['create index concurrently on item (n)', { does: 'create index', table: '"item"', index: undefined }],
    ['drop index concurrently app."Item"', { does: 'drop index', index: '"app"."Item"' }],
    ['reindex index concurrently item_n', { does: 'reindex', relation: '"item_n"' }],
    ['reindex (concurrently) table item', { does: 'reindex', relation: '"item"' }],
    ['alter table parts detach partition part concurrently', { does: 'detach', table: '"parts"', partition: '"part"' }],
  ])('%s', async (sql, concurrentDdl) => {
    expect(await found(sql)).toEqual({ concurrentDdl, inTransaction: NO });
  });

  test.each(['drop index item_n', 'alter table parts detach partition part', 'create index item_n on item (n)'])(
    'but not %s',
    async sql => {
      expect(await found(sql)).toEqual({ blocks: true });
    },
  );
});

describe('what would take the list of migrations or the ledger away', () => {
  test.each([
    ['drop table app.migrations', true],
    ['drop table item, app.migrations_ledger', true],
    ['drop table migrations', true],
    ['drop table other.migrations', false],
    ['drop schema app cascade', true],
    ['drop schema other', false],
    ['truncate item, app.migrations_ledger', true],
    ['truncate item', false],
    ['alter table app.migrations rename to m', true],
    ['alter table app.migrations rename column name to n', true],
    ['alter schema app rename to b', true],
    ['alter table app.migrations set schema b', true],
    ['alter table item rename to m', false],
    ['drop view app.migrations', false],
    ['select 1; drop table app.migrations', true],
  ])('%s: %s', async (sql, removesLedger) => {
    expect((await analyzeStatement(sql, TABLES)).removesLedger).toBe(removesLedger);
  });
});
