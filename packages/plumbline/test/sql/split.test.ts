import { describe, expect, test } from 'vitest';
import { positionAt, readStatements, SqlSyntaxError, splitStatements } from '../../src/sql/split.ts';

const failureOf = async (script: string): Promise<unknown> =>
  readStatements(script).then(
    () => undefined,
    (error: unknown) => error,
  );

describe('a script is cut into its statements', () => {
  test.each<[what: string, script: string, statements: string[]]>([
    ['nothing', '', []],
    ['white space and comments alone', ' \n-- nothing\n/* here */ ;;', []],
    ['the last may end without a semicolon', 'select 1; select 2', ['select 1', 'select 2']],
    ['empty ones are none', ';select 1;;select 2;', ['select 1', 'select 2']],
    [
      'comments before and behind are left out',
      '-- a\nselect 1 -- b\n; /* c; d */ select 2',
      ['select 1 -- b', 'select 2'],
    ],
    ['comments within stay', 'select /* a; b */ 1;', ['select /* a; b */ 1']],
    ['semicolons in texts and names', `select ';' as ";"; select 2`, [`select ';' as ";"`, 'select 2']],
    ['semicolons in dollar quotes', 'do $$ begin null; end $$; select 2', ['do $$ begin null; end $$', 'select 2']],
    [
      'semicolons in the body of a function',
      'create function f() returns int begin atomic select 1; select 2; end; select 3',
      ['create function f() returns int begin atomic select 1; select 2; end', 'select 3'],
    ],
    [
      'semicolons in a rule',
      'create rule r as on insert to a do (delete from b; delete from c); select 1',
      ['create rule r as on insert to a do (delete from b; delete from c)', 'select 1'],
    ],
    ['characters of several bytes', `select 'größe', '𝒳'; select '名'`, [`select 'größe', '𝒳'`, `select '名'`]],
  ])('%s', async (_, script, statements) => {
    expect(await splitStatements(script)).toEqual(statements);
  });
});

test('a statement says where its first word stands, and what it is', async () => {
  const script = `-- 𝒳 größe\nselect 'ä𝒳';\n\n/* 名 */ create table item (id int);drop table item`;
  const statements = await readStatements(script);
  expect(statements.map(({ kind }) => kind)).toEqual(['SelectStmt', 'CreateStmt', 'DropStmt']);
  for (const { sql, offset } of statements) expect(script.slice(offset, offset + sql.length)).toBe(sql);
});

describe('what is no SQL is refused where it stands', () => {
  test.each<[script: string, at: string]>([
    ['selec 1', 'selec'],
    ['select 1; selekt 2', 'selekt'],
    [`select '𝒳 größe'; select 1 frm item`, 'item'],
    ['select 1;\n-- 名\ncreate tabel a ()', 'tabel'],
    [`select 'a\0b'`, '\0'],
  ])('%j', async (script, at) => {
    const error = await failureOf(script);
    expect(error).toBeInstanceOf(SqlSyntaxError);
    expect((error as SqlSyntaxError).offset).toBe(script.indexOf(at));
  });
});

test.each<[text: string, offset: number, place: [line: number, column: number]]>([
  ['', 0, [1, 1]],
  ['ab', 1, [1, 2]],
  ['ab', 2, [1, 3]],
  ['ab\ncd', 2, [1, 3]],
  ['ab\ncd', 3, [2, 1]],
  ['\n\nab', 3, [3, 2]],
])('%j: the character at %i stands in %j', (text, offset, [line, column]) => {
  expect(positionAt(text, offset)).toEqual({ line, column });
});
