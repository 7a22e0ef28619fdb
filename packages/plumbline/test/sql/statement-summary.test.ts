import { describe, expect, test } from 'vitest';
import { summarizeStatement, summarizeStatements } from '../../src/sql/statement-summary.ts';

describe('a statement is summed up by what it does, and to what', () => {
  test.each<[sql: string, does: string, names: string[]]>([
    ['create table item (id int)', 'create table', ['item']],
    ['create table if not exists app.item (id int)', 'create table', ['app.item']],
    ['create unlogged table item (id int)', 'create unlogged table', ['item']],
    ['create or replace view "Items" as select 1', 'create view', ['"Items"']],
    ['create unique index concurrently item_n on item (n)', 'create index', ['item_n']],
    ['ALTER TABLE ONLY app."Item" add n int', 'alter table', ['app."Item"']],
    ['drop table if exists a, app.b, "C" cascade', 'drop table', ['a', 'app.b', '"C"']],
    ['-- why\n/* how */ drop /* what */ table item', 'drop table', ['item']],
    ['update item set n = 1', 'update', ['item']],
    ['insert into item values (1)', 'insert into', ['item']],
    ['select 1', 'select', []],
    ['do $$ begin end $$', 'do', []],
    ['grant select on item to reader', 'grant select on', ['item']],
    ['', '', []],
    ['-- nothing', '', []],
  ])('%s', async (sql, does, names) => {
    expect(await summarizeStatement(sql)).toEqual({ does, names });
  });
});

describe('statements that do the same are summed up together', () => {
  test.each<[what: string, statements: string[], summaries: [does: string, times: number, names: string[]][]]>([
    ['none', [], []],
    [
      'in the order of the first',
      ['create table a ()', 'drop table b', 'create table if not exists c ()'],
      [
        ['create table', 2, ['a', 'c']],
        ['drop table', 1, ['b']],
      ],
    ],
    [
      'a name is said once',
      ['alter table a add n int', 'alter table a add m int', 'alter table b add n int'],
      [['alter table', 3, ['a', 'b']]],
    ],
  ])('%s', async (_, statements, summaries) => {
    expect(await summarizeStatements(statements)).toEqual(
      summaries.map(([does, times, names]) => ({ does, times, names })),
    );
  });
});
