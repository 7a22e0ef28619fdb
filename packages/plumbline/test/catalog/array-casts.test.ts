import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sameWords, withArrayCasts } from '../../src/catalog/index.ts';
import type { ScratchDatabase } from '../../src/shadow/index.ts';
import { loadParser } from '../../src/sql/parser.ts';
import { scale } from '../stress/scale.ts';
import { holds } from '../support/property.ts';
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
  ['n between 1 and 2 and k between 3 and 4', true],
  ['n between 1 and 2 and k > 0', true],
  ['k > 0 and n between 1 and 2', false],
  ['n not between 1 and 2 or k > 0', true],
  [`n between 1 and 2 and s in ('a', 'b') and x = '((a) AND (b)) AND (c)'`, true],
];

const atom = fc.constantFrom(
  ...['n between 1 and 2', 'k not between 3 and 4', 'n between symmetric 2 and 1', 'k not between symmetric 4 and 3'],
  ...[
    'n > 0',
    `x = 'a'`,
    'x is null',
    `s in ('a', 'b')`,
    `s not in ('a', 'b')`,
    `x like 'a%'`,
    'n = any (array[1, 2])',
  ],
  ...[`x = '((a) AND (b)) AND (c)'`, 'n is distinct from 1', `(n, k) = (1, 2)`, 'row(n, k) < row(1, 2)', 'true'],
);

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

/** That PostgreSQL, given the words for a rule, makes a rule of the same words. */
async function expectRepeatable(words: string): Promise<void> {
  expect(withArrayCasts(await wordsFor(withArrayCasts(words)))).toBe(withArrayCasts(words));
}

const { condition } = fc.letrec<{ condition: string }>(tie => {
  const joined = fc
    .tuple(fc.constantFrom('and', 'or'), fc.array(tie('condition'), { minLength: 2, maxLength: 3 }))
    .map(([by, all]) => all.map(one => `(${one})`).join(` ${by} `));
  const bare = fc
    .tuple(fc.constantFrom('and', 'or'), fc.array(atom, { minLength: 2, maxLength: 4 }))
    .map(([by, all]) => all.join(` ${by} `));
  const within = fc
    .tuple(
      fc.constantFrom('not (A)', '(A) is not true', 'case when A then B else not (B) end', 'coalesce(A, B)'),
      tie('condition'),
      tie('condition'),
    )
    .map(([form, a, b]) => form.replaceAll('A', () => `(${a})`).replaceAll('B', () => `(${b})`));
  return { condition: fc.oneof({ maxDepth: 3 }, atom, bare, joined, within) };
});

test(
  'conditions at random are written so that PostgreSQL makes the same rule of them',
  () =>
    holds(
      fc.asyncProperty(condition, async one => expectRepeatable(await wordsFor(`check (${one})`))),
      scale({ numRuns: 150 }, { numRuns: 3000 }),
    ),
  600_000,
);

describe.each(CONDITIONS)('check (%s)', (condition, isReadOtherwise) => {
  test('is written so that PostgreSQL makes the same rule of it', async () => {
    const words = await wordsFor(`check (${condition})`);
    await expectRepeatable(words);
    expect((await wordsFor(words)) !== words, 'as it would be without').toBe(isReadOtherwise);
  });

  test('is the same after a dump and a restore', async () => {
    const words = await wordsFor(`check (${condition})`);
    const restored = await wordsFor(words);
    expect(sameWords(withArrayCasts(words), withArrayCasts(restored))).toBe(true);
  });
});

test('two rules stay two', async () => {
  const [a, b] = [await wordsFor(`check (s in ('a', 'b'))`), await wordsFor(`check (s in ('a', 'B'))`)];
  expect(sameWords(withArrayCasts(a), withArrayCasts(b))).toBe(false);
});

test('comments that hold what looks like a cast of an array are the same when they are the same, whatever else they say', () => {
  const piece = fc.constantFrom(`it's `, '(ARRAY[', `'a'::text`, '])::text[] ', '"', '$$', '/*', `E'\\`, ')', 'ünï');
  const comment = fc.array(piece, { maxLength: 6 }).map(pieces => `(ARRAY[${pieces.join('')}`);
  return holds(
    fc.property(comment, comment, (a, b) => {
      expect(sameWords(a, a)).toBe(true);
      expect(sameWords(a, `${b} other`)).toBe(a === `${b} other`);
    }),
    { numRuns: 500 },
  );
});
