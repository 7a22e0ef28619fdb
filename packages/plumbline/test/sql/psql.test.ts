import { expect, test } from 'vitest';
import { readPsqlScript } from '../../src/sql/psql.ts';

test('what psql does itself is taken out, and every place stays where it was', async () => {
  const text = `\\connect shop\ncreate table a ();\n\\echo 'done' ; really\nselect 1;\n`;
  const { sql, commands, copied } = await readPsqlScript(text);
  expect(commands).toEqual([
    { text: '\\connect shop', offset: 0 },
    { text: `\\echo 'done' ; really`, offset: text.indexOf('\\echo') },
  ]);
  expect(copied).toEqual([]);
  expect(sql).toHaveLength(text.length);
  expect(sql.trim().replaceAll(/\s+/g, ' ')).toBe('create table a (); select 1;');
  expect(sql.indexOf('select')).toBe(text.indexOf('select'));
  expect(sql.split('\n')).toHaveLength(text.split('\n').length);
});

test.each([
  ['in a text', String.raw`select 'a\b';`],
  ['in an escaped text', String.raw`select e'\'\\';`],
  ['in a name', String.raw`select 1 as "a\b";`],
  ['in a comment', '-- \\connect x\n/* \\q */ select 1;'],
  ['in a function', 'do $$ begin \\x end $$;'],
])('a backslash %s is none of its commands', async (_, text) => {
  expect(await readPsqlScript(text)).toEqual({ sql: text, commands: [], copied: [] });
});

test('the rows behind a copy from stdin are taken out up to their end, whatever they hold', async () => {
  const rows = `1\tit's; \\N\n-- no comment\n$$\n\\.`;
  const text = `create table a ();\ncopy public.a (id, name) from stdin;\n${rows}\nselect 2;`;
  const { sql, commands, copied } = await readPsqlScript(text);
  expect({ commands, copied }).toEqual({ commands: [], copied: ['public.a'] });
  expect(sql).toHaveLength(text.length);
  expect(sql.trim().replaceAll(/\s+/g, ' ')).toBe('create table a (); select 2;');
});

test('rows that have no end go on to the end of the script', async () => {
  const { sql, copied } = await readPsqlScript('COPY a FROM STDIN;\n1\n2\n');
  expect({ sql: sql.trim(), copied }).toEqual({ sql: '', copied: ['a'] });
});

test.each([
  `copy a from '/tmp/a.csv';`,
  `copy a to stdout;`,
  `copy a from program 'cat';`,
  `select 'copy a from stdin';`,
  `copyright;`,
])('no rows stand behind %s', async text => {
  const script = `${text}\nselect 1;\n`;
  expect(await readPsqlScript(script)).toEqual({ sql: script, commands: [], copied: [] });
});
