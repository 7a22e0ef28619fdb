import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sameWords } from '../../src/canonical/index.ts';
import { repeatable } from '../../src/canonical/read/repeatable.ts';
import type { ScratchDatabase } from '../../src/shadow/index.ts';
import { loadParser } from '../../src/sql/parser.ts';
import { openScratch } from '../support/scratch.ts';

const TABLE = 'create table t (s varchar(20), c char(3), n integer, k bigint, x text)';

/** Conditions, and whether PostgreSQL reads its own words for them otherwise than it wrote them. */
const CONDITIONS: [condition: string, isReadOtherwise: boolean][] = [
  [`x in ('a', 'b')`, false],
  [`n in (1, 2)`, false],
  [`s in ('a', 'b')`, true],
  [`s not in ('a', 'it''s', 'größe')`, true],
  [`s = any (array['a', 'b']::varchar[])`, true],
  [`c in ('a', 'b')`, false],
  [`n::numeric = any (array[1, 2])`, true],
  [`n::numeric = any (array[10000000000, 2])`, true],
  [`s in ('a', 'b') and n::numeric = any (array[1, 2])`, true],
  [`x = '(ARRAY[1])::text[]'`, false],
];

let database: ScratchDatabase;
beforeAll(async () => {
  await loadParser();
  database = await openScratch();
});
afterAll(() => database.close());

/** PostgreSQL's words for a check that was written like this. */
async function wordsFor(check: string): Promise<string> {
  await database.run(`drop table if exists t; ${TABLE}; alter table t add constraint c ${check}`);
  const [row] = await database.query<{ words: string }>(
    `select pg_get_constraintdef(oid) as words from pg_constraint where conname = 'c'`,
  );
  return row?.words ?? '';
}

describe.each(CONDITIONS)('check (%s)', (condition, isReadOtherwise) => {
  test('is written so that PostgreSQL makes the same rule of it', async () => {
    const words = await wordsFor(`check (${condition})`);
    expect(await wordsFor(repeatable(words))).toBe(words);
    expect((await wordsFor(words)) !== words, 'as it would be without').toBe(isReadOtherwise);
  });

  test('is the same after a dump and a restore', async () => {
    const words = await wordsFor(`check (${condition})`);
    const restored = await wordsFor(words);
    expect(sameWords(repeatable(words), repeatable(restored))).toBe(true);
  });
});

test('two rules stay two', async () => {
  const [a, b] = [await wordsFor(`check (s in ('a', 'b'))`), await wordsFor(`check (s in ('a', 'B'))`)];
  expect(sameWords(repeatable(a), repeatable(b))).toBe(false);
});
