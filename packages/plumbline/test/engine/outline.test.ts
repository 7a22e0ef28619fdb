import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decide } from '../../src/compare/index.ts';
import type { Answer } from '../../src/objects/index.ts';
import { planChange } from '../../src/planner/index.ts';
import { summarizeChange } from '../../src/report/index.ts';
import { embeddedScratch, type ScratchDatabase, Shadow } from '../../src/shadow/index.ts';

let database: ScratchDatabase;
let shadow: Shadow;
beforeAll(async () => {
  database = await embeddedScratch();
  shadow = new Shadow(database);
});
afterAll(() => database.close());

interface Told {
  before: string;
  after: string;
  answers: [Answer['flag'], string][];
  says: string[];
}

const CHANGES: Record<string, Told> = {
  'a column': {
    before: 'create table t (id int primary key, a text)',
    after: 'create table t (id int primary key, b text)',
    answers: [['rename', 'column t.a=b']],
    says: ['rename column t.a to b'],
  },
  'a column that changes, too': {
    before: 'create table t (a text)',
    after: 'create table t (b text not null)',
    answers: [
      ['rename', 'column t.a=b'],
      ['fill', `t.b=''`],
    ],
    says: ['rename column t.a to b', 'change column t.b: not null'],
  },
  'a table with what is named after it': {
    before: 'create table a (id serial primary key, n int unique)',
    after: 'create table b (id serial primary key, n int unique)',
    answers: [['rename', 'table a=b']],
    says: ['rename table a to b', 'rename constraint a.a_pkey to b_pkey', 'rename constraint a.a_n_key to b_n_key'],
  },
  'a table that takes the name of one that goes': {
    before: 'create table a (x int); create table b (y text)',
    after: 'create table a (y text)',
    answers: [['rename', 'table b=a']],
    says: ['rename table b to a', 'drop table a'],
  },
  'two columns that swap their names': {
    before: 'create table t (a int, b text)',
    after: 'create table t (b int, a text)',
    answers: [
      ['rename', 'column t.a=b'],
      ['rename', 'column t.b=a'],
    ],
    says: ['rename column t.a to b', 'rename column t.b to a'],
  },
  'a value of an enum': {
    before: `create type s as enum ('old', 'kept'); create table t (s s)`,
    after: `create type s as enum ('new', 'kept'); create table t (s s)`,
    answers: [['rename', 'value s.old=new']],
    says: ['rename value s.old to new'],
  },
  'a constraint, which nobody has to say': {
    before: 'create table t (a int, constraint one unique (a))',
    after: 'create table t (a int, constraint other unique (a))',
    answers: [],
    says: ['rename constraint t.one to other'],
  },
};

async function outline(before: string, after: string, answers: Told['answers']) {
  await shadow.reset();
  await shadow.run(after);
  const wanted = await shadow.read();
  await shadow.reset();
  await shadow.run(before);
  const decisions = decide(answers.map(([flag, text]) => ({ flag, text })));
  const plan = await planChange(shadow, wanted, { decisions });
  expect(plan.questions).toEqual([]);
  return { ...plan.outline, given: decisions };
}

describe('what is renamed is told as that, and not as a loss', () => {
  test.each(Object.entries(CHANGES))('%s', async (_, { before, after, answers, says }) => {
    const { given, ...told } = await outline(before, after, answers);
    expect(summarizeChange(told).toSorted()).toEqual(says.toSorted());
    expect(told.decisions).toEqual(given);
  });
});

test('answers that an earlier change carried out are no part of a later one', async () => {
  const made = `create type s as enum ('new'); create table t (b text not null, n int, s s, m text)`;
  const answers: Told['answers'] = [
    ['rename', 'column t.a=b'],
    ['no-rename', 'column t.x=b'],
    ['rename', 'value s.old=new'],
    ['replace', 's.gone=new'],
    ['convert', 't.n=n::int'],
    ['fill', `t.b=''`],
    ['empty', 't2'],
    ['drop', 'table gone'],
  ];
  const { decisions, differences } = await outline(
    `${made}; create table t2 (x int)`,
    `${made.replace('m text', 'm text, more text')}; comment on column t.b is 'b'; create table t2 (x int)`,
    answers,
  );
  expect(differences).toHaveLength(2);
  expect(decisions).toEqual(decide([]));
});
