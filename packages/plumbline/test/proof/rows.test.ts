import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decide } from '../../src/compare/index.ts';
import { ANSWERS } from '../../src/objects/index.ts';
import { planChange } from '../../src/planner/index.ts';
import { type Proof, prove } from '../../src/proof/index.ts';
import { embeddedScratch, Shadow } from '../../src/shadow/index.ts';

let shadow: Shadow;
beforeAll(async () => {
  shadow = new Shadow(await embeddedScratch());
});
afterAll(() => shadow?.close());

interface Change {
  before: string;
  /** Absent where a column is added and nothing else. */
  after?: string;
  answers?: string[];
}

async function proven({ before, after, answers = [] }: Change): Promise<Proof> {
  const build = async (script: string) => {
    await shadow.reset();
    await shadow.run(script);
    return shadow.read();
  };
  const to = await build(after ?? `${before}; alter table t add column added text`);
  const from = await build(before);
  const decisions = decide(
    answers.map(answer => {
      const flag = ANSWERS.find(one => answer.startsWith(`${one} `)) ?? 'rename';
      return { flag, text: answer.slice(flag.length + 1) };
    }),
  );
  const { steps, questions, renamed } = await planChange(shadow, to, { decisions });
  expect(questions).toEqual([]);
  return prove(shadow, { from, to, renamed, steps, decisions, restore: async () => void (await build(before)) });
}

describe('tables of every kind get rows', () => {
  test.each<[string, string]>([
    [
      'two times and two text enums',
      `create table t (id int primary key, created timestamp not null, done timestamptz not null,
         kind text not null check (kind in ('uploaded', 'archived')), status text not null check (status = any (array['new', 'old'])))`,
    ],
    [
      'times in order, numbers in order, and both within bounds',
      `create table t (id int primary key, starts date not null, ends date not null, low int not null, high int not null,
         check (starts < ends), check (low < high), check (high < 100), check (low between 40 and 60))`,
    ],
    [
      'texts of a length',
      `create table t (id int primary key, code text not null check (length(code) = 5), k char(2) not null)`,
    ],
    ['one of two', `create table t (id int primary key, a text, b text, check (num_nonnulls(a, b) = 1))`],
    [
      'domains over text, numbers, enums and domains',
      `create type e as enum ('x', 'y'); create domain mail as text check (value ~ '^[^@]+@[^@]+$');
       create domain big as integer check (value > 41); create domain bigger as big check (value > 100); create domain de as e;
       create table t (id int primary key, m mail not null, b big not null, c bigger not null, d de not null)`,
    ],
    [
      'ranges that exclude each other',
      `create table t (id int primary key, r tstzrange not null, i int4range not null, d daterange not null, exclude using gist (r with &&))`,
    ],
    [
      'arrays',
      `create table t (id int primary key, n int[] not null, s text[] not null, u uuid[] not null, d date[] not null)`,
    ],
    [
      'a row that refers to itself, unique and computed values',
      `create table t (id int primary key, p int not null references t, u uuid not null unique, g int generated always as (id + 1) stored)`,
    ],
    [
      'keys of several columns',
      `create table p (a int, b text, primary key (a, b)); create table t (id int primary key, x int not null, y text not null, foreign key (x, y) references p)`,
    ],
    [
      'other kinds of values',
      `create table t (id int primary key, a inet not null, b macaddr not null, c point not null, d money not null, e tsquery not null,
         f jsonpath not null, g bit(3) not null, h varbit not null, i interval not null, j time not null, k bytea not null)`,
    ],
    [
      'partitions',
      `create table t (id int, at timestamptz not null) partition by range (at);
       create table t1 partition of t for values from ('1999-01-01') to ('1999-02-01')`,
    ],
  ])('%s', async (_, before) => {
    const proof = await proven({ before });
    expect(proof.limits).toEqual([]);
    expect(proof.rows).toBeGreaterThanOrEqual(3);
  });
});

describe('rows go through', () => {
  test.each<[string, Change]>([
    [
      'a narrower type',
      {
        before: `create table t (id int primary key, c varchar(40) not null, n numeric(10,4) not null, b bigint not null)`,
        after: `create table t (id int primary key, c varchar(3) not null, n numeric(4,1) not null, b smallint not null)`,
      },
    ],
    [
      'a new check and a new key',
      {
        before: `create table p (id int primary key); create table t (id int primary key, c text not null, n int not null, p int not null)`,
        after: `create table p (id int primary key); create table t (id int primary key, c text not null check (c in ('p', 'q')),
                n int not null unique check (n between 500 and 600), p int not null references p)`,
      },
    ],
    [
      'new names, and what is asked of the values under them',
      {
        before: `create table p (id int primary key); create table t (id int primary key, c varchar(40) not null, n int, p int not null)`,
        after: `create table q (id int primary key); create table u (id int primary key, d varchar(3) not null, m int not null check (m > 700),
                p int not null references q)`,
        answers: ['rename table t=u', 'rename column t.c=d', 'rename column t.n=m', 'rename table p=q', 'fill u.m=701'],
      },
    ],
    [
      'a value for those that have none',
      {
        before: `create table t (id int primary key, c text)`,
        after: `create table t (id int primary key, c text not null)`,
        answers: [`fill t.c='x'`],
      },
    ],
  ])('%s', async (_, change) => {
    const proof = await proven(change);
    expect(proof.limits).toEqual([]);
    expect(proof.rows).toBeGreaterThanOrEqual(3);
  });

  test('each value of an enum that is replaced meets one', async () => {
    const made = (labels: string) =>
      `create type s as enum (${labels}); create table t (id int primary key, s s not null)`;
    const change = {
      before: made(`'a', 'b', 'c', 'd', 'e'`),
      after: made(`'a', 'b', 'c'`),
      answers: ['replace s.e=a', 'replace s.d=b'],
    };
    expect(await proven(change)).toMatchObject({ rows: 5, limits: [] });
  });
});

describe('what fails with rows fails', () => {
  test.each<[string, Change, string]>([
    [
      'a conversion',
      {
        before: `create table t (id int primary key, c text)`,
        after: `create table t (id int primary key, c integer)`,
        answers: [`convert t.c=(c || 'x')::integer`],
      },
      'invalid input syntax',
    ],
    [
      'a conversion under a new name',
      {
        before: `create table t (id int primary key, c text)`,
        after: `create table u (id int primary key, d integer)`,
        answers: ['rename table t=u', 'rename column t.c=d', `convert u.d=(d || 'x')::integer`],
      },
      'invalid input syntax',
    ],
    [
      'no value for those that have none',
      {
        before: `create table t (id int primary key, c int)`,
        after: `create table t (id int primary key, c int not null)`,
        answers: ['fill t.c=null'],
      },
      'contains null values',
    ],
    [
      'one value for all where they have to differ',
      {
        before: `create table t (id int primary key)`,
        after: `create table t (id int primary key, c text not null unique)`,
        answers: [`fill t.c='x'`],
      },
      'could not create unique index',
    ],
  ])('%s', async (_, change, why) => {
    await expect(proven(change)).rejects.toMatchObject({ phase: 'up', message: expect.stringContaining(why) });
  });

  test.each<[string, Change, string, number]>([
    [
      'no row can be',
      { before: `create table t (id int primary key, c int not null check (c > 3 and c < 2))` },
      'violates check constraint',
      0,
    ],
    [
      'a person says that there is none',
      {
        before: `create table t (id int primary key)`,
        after: `create table t (id int primary key, c text not null)`,
        answers: ['empty t'],
      },
      'said to hold no rows',
      0,
    ],
    [
      'a computed value cannot be made of what is chosen',
      {
        before: `create table t (id int primary key, c text not null)`,
        after: `create table t (id int primary key, c text not null, g integer generated always as (c::integer) stored)`,
      },
      'a new rule refuses its rows: invalid input syntax',
      0,
    ],
    [
      'a rule beside a decision refuses what is chosen',
      {
        before: `create table t (id int primary key, c text not null, d text not null)`,
        after: `create table t (id int primary key, c integer not null, d text not null check (d ~ '^[A-Z]{3}-[0-9]{4}$'))`,
        answers: ['convert t.c=length(c)'],
      },
      'violates "t_d_check" of the new schema',
      0,
    ],
  ])('but where %s, that is said', async (_, change, why, rows) => {
    const proof = await proven(change);
    expect(proof.rows).toBe(rows);
    expect(proof.limits).toEqual([expect.stringContaining(why)]);
  });
});
