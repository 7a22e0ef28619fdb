import { expect, test } from 'vitest';
import { SQLSTATE } from '../../src/problem/index.ts';
import { SOURCE_TEXTS, visit } from '../support/sources.ts';

/** Classes of PostgreSQL's error codes, as appendix A of its manual lists them. */
const CLASSES =
  '00 01 02 03 08 09 0A 0B 0F 0L 0P 0Z 10 20 21 22 23 24 25 26 27 28 2B 2D 2F 34 38 39 3B 3D 3F 40 42 44 53 54 55 57 58 72 F0 HV P0 XX'
    .split(' ')
    .join('|');
const ALONE = new RegExp(`^(?:${CLASSES})[0-9A-Z]{3}$`);
const IN_SQL = new RegExp(`'((?:${CLASSES})[0-9A-Z]{3})'`, 'g');

/** The SQLSTATEs that a text of TypeScript writes: as texts of their own, and quoted in SQL. */
function sqlstatesIn(text: string): string[] {
  const found: string[] = [];
  const look = (part: string): void => {
    if (ALONE.test(part)) found.push(part);
    found.push(...[...part.matchAll(IN_SQL)].map(([, code]) => code as string));
  };
  visit(text, {
    Literal: ({ value }) => {
      if (typeof value === 'string') look(value);
    },
    TemplateElement: ({ value }) => look(value.raw),
  });
  return found;
}

test('a SQLSTATE is found wherever it is written', () => {
  expect(sqlstatesIn(`const GONE = '42P01';`)).toEqual(['42P01']);
  expect(sqlstatesIn("const sql = `raise exception using errcode = '23514'`;")).toEqual(['23514']);
  expect(sqlstatesIn(`when("XX000", "exception when sqlstate '0A000' then null")`)).toEqual(['XX000', '0A000']);
  expect(sqlstatesIn(`const samples = ['12345', '32767', 'EPIPE', 42501, 'PL320'];`)).toEqual([]);
});

test('SQLSTATEs stand in one table', () => {
  const files = [...SOURCE_TEXTS].filter(([, text]) => sqlstatesIn(text).length > 0).map(([path]) => path);
  expect(files).toEqual(['problem/sqlstate.ts']);
});

test('the table has each SQLSTATE once', () => {
  const states = Object.values(SQLSTATE);
  expect(states).toEqual([...new Set(states)]);
});
