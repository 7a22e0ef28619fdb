import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lostOnTheWayBack } from '../../src/authoring/header.ts';
import { decide, inverse } from '../../src/compare/index.ts';
import { ANSWERS } from '../../src/objects/index.ts';
import { type Plan, type PlanOptions, planChange } from '../../src/planner/index.ts';
import { embeddedScratch, type ScratchDatabase, Shadow } from '../../src/shadow/index.ts';

let scratch: ScratchDatabase;
let live: ScratchDatabase;
let shadow: Shadow;
beforeAll(async () => {
  [scratch, live] = [await embeddedScratch(), await embeddedScratch()];
  await live.makeRole('owner_of_rows');
  shadow = new Shadow(scratch);
});
afterAll(async () => {
  await scratch?.close();
  await live?.close();
});

interface Change {
  before: string;
  after: string;
  /** Rows that the planner may see. */
  rows?: string;
  answers?: string[];
}

const answersOf = (texts: readonly string[]) =>
  decide(
    texts.map(text => ({
      flag: ANSWERS.find(flag => text.startsWith(`${flag} `)) as (typeof ANSWERS)[number],
      text: text.slice(text.indexOf(' ') + 1),
    })),
  );

/** What is planned for a change, and for its way back where nothing is asked. */
async function planned({ before, after, rows, answers = [] }: Change, options: PlanOptions = {}) {
  await shadow.reset();
  await shadow.run(after);
  const to = await shadow.read();
  await shadow.reset();
  await shadow.run(before);
  const from = await shadow.read();
  if (rows !== undefined) {
    await new Shadow(live).reset();
    await live.run(`${before}; ${rows}`);
  }
  const decisions = answersOf(answers);
  const seen = rows === undefined ? {} : { live };
  const up = await planChange(shadow, to, { decisions, ...seen, ...options });
  if (up.questions.length > 0) return { up, down: undefined };
  await shadow.apply(up.steps.map(({ sql }) => sql));
  const back = { decisions: inverse(decisions, from.defaultSchema), guess: true, unasked: true };
  return { up, down: await planChange(shadow, from, back) };
}

const ids = (all: readonly { id: string }[]): string[] => all.map(({ id }) => id).sort();
const lossesOf = ({ hazards }: Plan): string[] => ids(hazards.filter(({ kind }) => kind === 'data-loss'));
const sqlOf = (plan: Plan | undefined): string => (plan?.steps ?? []).map(({ sql }) => sql).join('; ');
const t = (...columns: string[]): string => `create table t (id integer primary key, ${columns.join(', ')})`;

describe('a sample of the databases that a migration will meet', () => {
  const changes: Record<string, Change & { questions?: string[]; losses?: string[] }> = {
    'a type without a conversion': { before: t('a integer'), after: t('a uuid'), questions: ['no-conversion'] },
    'and a required one': {
      before: t('a integer not null'),
      after: t('a uuid not null'),
      questions: ['no-conversion'],
    },
    'a column that goes': {
      before: t('a integer'),
      after: 'create table t (id integer primary key)',
      losses: ['drop-column'],
    },
    'a column under another name': { before: t('name text'), after: t('title text'), questions: ['renamed-column'] },
    'a table under another name': {
      before: t('name text'),
      after: 'create table u (id integer primary key, name text)',
      questions: ['renamed-table'],
    },
    'a table that goes': {
      before: `${t('a text')}; create table u (b date)`,
      after: t('a text'),
      losses: ['drop-table'],
    },
    'a scale that shrinks': { before: t('a numeric(10,4)'), after: t('a numeric(10,2)'), losses: ['altered-values'] },
    'numbers that become truth values': { before: t('a integer'), after: t('a boolean'), losses: ['altered-values'] },
    'fractions that go': { before: t('a double precision'), after: t('a integer'), losses: ['altered-values'] },
    'times without their fractions': {
      before: t('a timestamp'),
      after: t('a timestamp(0)'),
      losses: ['altered-values'],
    },
    'dates of times': { before: t('a timestamp'), after: t('a date'), losses: ['altered-values'] },
    'a computed column that replaces a plain one': {
      before: t('a integer', 'b integer'),
      after: t('a integer', 'b integer generated always as (a * 2) stored'),
      losses: ['compute-column'],
    },
    'a wider number': { before: t('a integer'), after: t('a bigint') },
    'a longer text': { before: t('a varchar(3)'), after: t('a text') },
  };
  for (const [what, { questions = [], losses = [], ...change }] of Object.entries(changes)) {
    for (const rows of [undefined, '']) {
      test(`${what}, ${rows === undefined ? 'without a database' : 'on one where the table is empty'}`, async () => {
        const { up } = await planned(rows === undefined ? change : { ...change, rows });
        expect({ questions: ids(up.questions), losses: lossesOf(up) }).toEqual({ questions, losses });
        expect(sqlOf(up)).not.toMatch(/using (null|'0)/);
      });
    }
  }

  test('rows that are seen are counted', async () => {
    const change = { before: t('a integer'), after: t('b date'), rows: 'insert into t values (1, 1), (2, 2)' };
    const { up } = await planned({ ...change, answers: ['no-rename column t.a=b'] });
    expect(up.hazards.map(({ message }) => message)).toEqual(['column t.a is dropped with the values of 2 rows']);
  });

  test('a person says that a table is empty, and it is changed in the plain form', async () => {
    const change = { before: t('a integer', 'b text'), after: t('a uuid', 'c text'), answers: ['empty t'] };
    const { up } = await planned(change, { online: true });
    expect({ questions: up.questions, hazards: up.hazards }).toEqual({ questions: [], hazards: [] });
    expect(new Set(up.steps.map(({ phase }) => phase))).toEqual(new Set(['transaction']));
  });

  test('and is contradicted by rows', async () => {
    const change = {
      before: t('a integer'),
      after: t('a uuid'),
      rows: 'insert into t values (1, 1)',
      answers: ['empty t'],
    };
    expect(ids((await planned(change)).up.questions)).toEqual(['no-conversion']);
  });

  test('the very database is believed when a table is empty there', async () => {
    const { up } = await planned({ before: t('a integer'), after: t('a uuid'), rows: '' }, { evidence: 'target' });
    expect({ questions: up.questions, hazards: up.hazards }).toEqual({ questions: [], hazards: [] });
  });

  test('a value that no column can hold goes without a word', async () => {
    const types = (labels: string) => `create type mood as enum (${labels}); ${t('a text')}`;
    const { up } = await planned({ before: types(`'a', 'b'`), after: types(`'a', 'c'`) });
    expect({ questions: up.questions, hazards: up.hazards }).toEqual({ questions: [], hazards: [] });
  });

  test('values that are seen in one column count, whatever is not seen in another', async () => {
    const types = (labels: string) => `create type mood as enum (${labels}); ${t('m mood', 'n mood[]')}`;
    const change = {
      before: types(`'a', 'b'`),
      after: types(`'a', 'c'`),
      rows: `insert into t values (1, null, '{b}')`,
    };
    expect((await planned(change)).up.questions[0]?.message).toContain('1 row holds it');
  });
});

describe('rows behind policies', () => {
  const secured = `${t('a integer')}; insert into t values (1, 1); alter table t enable row level security;
    alter table t force row level security; alter table t owner to owner_of_rows`;

  test.each(['sample', 'target'] as const)('are unknown to a role that they hide them from: %s', async evidence => {
    await new Shadow(live).reset();
    await live.run(`${secured}; set role owner_of_rows`);
    try {
      expect(await live.query('select * from t')).toEqual([]);
      await shadow.reset();
      await shadow.run('create table t (id integer primary key)');
      const to = await shadow.read();
      await shadow.reset();
      await shadow.run(t('a integer'));
      const { hazards } = await planChange(shadow, to, { live, evidence });
      expect(hazards.map(({ message }) => message)).toEqual([
        'column t.a is dropped with the values of the rows there',
      ]);
      expect(await live.query('show row_security')).toEqual([{ row_security: 'on' }]);
    } finally {
      await live.run('reset role');
    }
  });
});

describe('a conversion that keeps nothing of the values', () => {
  const spelled = [
    ...[
      'null',
      'NULL',
      '(null)',
      'null::bigint',
      'cast(null as bigint)',
      '( NULL )::int8',
      '0',
      `'7'`,
      'coalesce(null, 0)',
    ],
    ...[
      'case when true then null::bigint end',
      'b',
      '"B"',
      'u.a',
      'a*0',
      'a - a',
      'nullif(a, a)',
      'length(b::text)',
      '(0 /* a */)',
    ],
    ...['case when a is null then 1 else 1 end', 'case when true then null else a end', '1 + null'],
  ];
  test.each(spelled.filter(using => using !== 'u.a'))('is announced as a loss: %s', async using => {
    const change = {
      before: t('a integer', 'b integer', '"B" integer'),
      after: t('a bigint', 'b integer', '"B" integer'),
    };
    const { up } = await planned({ ...change, answers: [`convert t.a=${using}`] });
    expect(lossesOf(up)).toEqual(['drop-values']);
  });

  const kept = [
    'a',
    '"a"',
    't.a',
    'T.A',
    '(t).a',
    'a + 0',
    'coalesce(a, 0)',
    'case when a > 0 then a else -a + 1000 end',
    'abs(a - 1000)',
  ];
  test.each(kept)('and one that keeps something is not: %s', async using => {
    const change = { before: t('a integer', 'b integer'), after: t('a bigint', 'b integer') };
    const { up } = await planned({ ...change, answers: [`convert t.a=${using}`] });
    expect(lossesOf(up)).toEqual([]);
  });

  test.each(['"A b"', 't."A b"'])('under a quoted name: %s', async using => {
    const change = { before: t('"A b" integer', 'a integer'), after: t('"A b" bigint', 'a integer') };
    expect(lossesOf((await planned({ ...change, answers: [`convert t."A b"=${using}`] })).up)).toEqual([]);
    expect(lossesOf((await planned({ ...change, answers: ['convert t."A b"=a'] })).up)).toEqual(['drop-values']);
  });

  test('rows that are seen to become the same are counted', async () => {
    const rows = `insert into t values (1, 'a1'), (2, 'a2'), (3, 'b')`;
    const change = { before: t('a text'), after: t('a varchar(9)'), rows, answers: ['convert t.a=left(a, 1)'] };
    const { up } = await planned(change);
    expect(up.hazards.map(({ message }) => message)).toContain('1 value of t.a become the same as others');
  });
});

describe('a conversion that leaves a part of the values out, which nobody saw', () => {
  const mood = `create type mood as enum ('low', 'mid', 'high');`;
  test.each([
    ['text[]', 'text', 'a[1]', ['merged-values']],
    ['integer[]', 'integer', 'a[1]', ['merged-values']],
    ['mood', 'text', `case a when 'low' then 'bad' else 'fine' end`, ['merged-values']],
    ['text', 'varchar(3)', 'left(a, 3)', ['merged-values']],
    ['text', 'varchar(255)', 'a::varchar(255)', ['merged-values']],
    ['varchar(80)', 'text', 'right(a, 30)', ['merged-values']],
    ['text', 'text collate "C"', 'lower(a)', ['merged-values']],
    ['text', 'integer', `regexp_replace(a, '[^0-9]', '', 'g')::integer`, ['merged-values']],
    ['integer', 'bigint', 'abs(a)', ['merged-values']],
    ['integer', 'smallint', 'a / 100', ['merged-values']],
    ['integer', 'varchar(4)', 'a::varchar(4)', ['merged-values']],
    ['numeric(12,4)', 'integer', 'round(a)', ['merged-values']],
    ['double precision', 'bigint', 'trunc(a)::bigint', ['merged-values']],
    ['timestamp', 'date', 'a::date', ['merged-values']],
    ['timestamp', 'timestamp(0)', `date_trunc('second', a)`, ['merged-values']],
    ['date', 'integer', 'extract(year from a)::integer', ['merged-values']],
    ['uuid', 'text', 'left(a::text, 18)', ['merged-values']],
    ['inet', 'text', 'host(network(a))', ['merged-values']],
    ['interval', 'integer', 'extract(day from a)::integer', ['merged-values']],
    ['text', 'integer', 'a::integer', []],
    ['text', 'numeric', `nullif(a, '')::numeric`, []],
    ['text', 'jsonb', 'to_jsonb(a)', []],
    ['text', 'bytea', `convert_to(a, 'UTF8')`, []],
    ['text', 'text[]', `string_to_array(a, ',')`, []],
    ['varchar(80)', 'text', `'x' || a`, []],
    ['integer', 'text', 'a::text', []],
    ['integer', 'numeric(12,2)', 'a / 100.0', []],
    ['numeric(12,4)', 'bigint', '(a * 10000)::bigint', []],
    ['bigint', 'timestamptz', `to_timestamp(a)`, []],
    ['timestamp', 'bigint', '(extract(epoch from a) * 1000000)::bigint', []],
    ['date', 'timestamp', 'a::timestamp', []],
    ['inet', 'text', 'a::text', []],
    ['mood', 'text', 'a::text', []],
    ['text[]', 'text', `array_to_string(a, ',')`, []],
    ['text[]', 'jsonb', 'to_jsonb(a)', []],
    ['boolean', 'text', `case when a then 'y' else 'n' end`, []],
    ['uuid', 'text', 'a::text', []],
  ])('%s to %s by %s', async (from, to, using, losses) => {
    const change = { before: `${mood} ${t(`a ${from}`)}`, after: `${mood} ${t(`a ${to}`)}` };
    expect(lossesOf((await planned({ ...change, answers: [`convert t.a=${using}`] })).up)).toEqual(losses);
  });
});

describe('what depends on the session', () => {
  const zoned: [string, string][] = [
    ['timestamp', 'timestamptz'],
    ['timestamptz', 'timestamp'],
    ['timestamp(3)[]', 'timestamptz(3)[]'],
    ['date', 'timestamptz'],
    ['timestamptz', 'date'],
    ['timestamptz', 'time'],
    ['time', 'timetz'],
    ['timestamptz', 'text'],
    ['text', 'timestamptz'],
    ['moment', 'timestamptz'],
  ];
  const domain = 'create domain moment as timestamp;';
  test.each(zoned)('%s to %s is asked for its zone', async (from, to) => {
    const change = { before: `${domain} ${t(`a ${from}`)}`, after: `${domain} ${t(`a ${to}`)}` };
    const [question] = (await planned(change)).up.questions;
    expect(question?.id).toBe('session-zone');
    const answers = question?.choices.map(({ answer }) => `${answer.flag} ${answer.text}`) ?? [];
    for (const answer of answers.filter(text => text.startsWith('convert') && !text.includes('EXPRESSION'))) {
      const { up } = await planned({ ...change, answers: [answer] });
      expect(up.questions, answer).toEqual([]);
    }
  });

  test.each([
    ['timestamp', 'date'],
    ['timestamp', 'time'],
    ['date', 'timestamp'],
    ['timestamptz', 'timestamptz(0)'],
    ['integer', 'text'],
    ['text', 'varchar(10)'],
  ])('%s to %s does not', async (from, to) => {
    expect((await planned({ before: t(`a ${from}`), after: t(`a ${to}`) })).up.questions).toEqual([]);
  });

  test.each([
    ['text', 'date'],
    ['date', 'text'],
    ['interval', 'text'],
  ])('%s to %s is said to follow DateStyle or IntervalStyle', async (from, to) => {
    expect(ids((await planned({ before: t(`a ${from}`), after: t(`a ${to}`) })).up.hazards)).toContain('session-style');
  });

  test.each([
    ['timestamp', 'timestamptz', `a at time zone 'Asia/Tokyo'`, `using a at time zone 'Asia/Tokyo'`],
    ['timestamptz', 'timestamp', `a at time zone 'Asia/Tokyo'`, `using a at time zone 'Asia/Tokyo'`],
    ['date', 'timestamptz', `a::timestamp at time zone 'Asia/Tokyo'`, `at time zone 'Asia/Tokyo'`],
    ['timestamptz', 'date', `(a at time zone 'Asia/Tokyo')::date`, `a::timestamp at time zone 'Asia/Tokyo'`],
  ])('the way back of %s to %s names the same zone', async (from, to, using, back) => {
    const { down } = await planned({ before: t(`a ${from}`), after: t(`a ${to}`), answers: [`convert t.a=${using}`] });
    expect(sqlOf(down)).toContain(back);
  });
});

describe('a fill of a new column', () => {
  test.each([
    ['date', 'at::date', ['session-fill']],
    ['text', 'at::text', ['session-fill']],
    ['text', `to_char(at, 'YYYY')`, ['session-fill']],
    ['date', `(at at time zone 'UTC')::date`, []],
    ['text', 'upper(name)', []],
    ['timestamptz', 'now()', []],
    ['uuid', 'gen_random_uuid()', []],
    ['jsonb', 'to_jsonb(name)', []],
    ['jsonb', 'to_jsonb(at)', ['session-fill']],
    ['boolean', `name is null`, []],
  ])('of %s by %s is told where it follows the session', async (type, fill, notes) => {
    const before = 'at timestamptz not null, name text';
    const { up } = await planned({
      before: t(before),
      after: t(before, `a ${type} not null`),
      answers: [`fill t.a=${fill}`],
    });
    expect(up.questions).toEqual([]);
    expect(ids(up.hazards).filter(id => id === 'session-fill')).toEqual(notes);
  });
});

describe('the way back of a decided conversion', () => {
  test.each([
    ['jsonb', 'text[]', `translate(a::text, '[]"', '{}')::text[]`, 'to_jsonb(a)'],
    ['json', 'text', `a #>> '{}'`, 'a::json'],
    ['text', 'jsonb', 'to_jsonb(a)', `(a #>> '{}')::text`],
    ['text', 'uuid', 'a::uuid', ''],
    ['integer', 'text[]', 'array[a::text]', '(a)[1]::integer'],
    ['text', 'text[]', 'array[a]', '(a)[1]::text'],
    ['inet', 'integer', `(a - '0.0.0.0'::inet)::integer`, undefined],
    ['uuid', 'integer', 'hashtext(a::text)', undefined],
  ])('%s to %s, by %s', async (from, to, using, back) => {
    const { down } = await planned({ before: t(`a ${from}`), after: t(`a ${to}`), answers: [`convert t.a=${using}`] });
    if (back === undefined) expect(lossesOf(down as Plan)).toEqual(['drop-values']);
    else expect(sqlOf(down)).toBe(`alter table t alter column a type ${from}${back && ` using ${back}`}`);
  });

  const notRestored = ['values-not-restored'];
  test.each([
    ['bytea', 'text', `encode(a, 'hex')`, notRestored],
    ['numeric(10,2)', 'integer', '(a * 100)::integer', notRestored],
    ['integer', 'text', `'INV-' || a`, notRestored],
    ['integer', 'integer[]', 'array[a + 1]', notRestored],
    ['interval', 'integer', 'extract(epoch from a)::integer / 60', notRestored],
    ['text', 'timestamp', 'a::timestamp', []],
    ['text', 'varchar(3)', 'left(a, 3)', []],
    ['boolean', 'text', `case when a then 'y' else 'n' end`, []],
    ['text', 'text[]', `string_to_array(a, ',')`, notRestored],
    ['text[]', 'text', `array_to_string(a, ',')`, notRestored],
    ['bigint', 'numeric', 'a', ['altered-values']],
    ['tsrange', 'tstzrange', `tstzrange(lower(a) at time zone 'UTC', upper(a) at time zone 'UTC')`, notRestored],
    ['timestamp', 'timestamptz', `a at time zone 'Asia/Tokyo'`, []],
    ['date', 'timestamp', `a + time '12:00'`, ['altered-values']],
  ])('from %s to %s, by %s, is said to give back other values: %s', async (from, to, using, losses) => {
    const { down } = await planned({ before: t(`a ${from}`), after: t(`a ${to}`), answers: [`convert t.a=${using}`] });
    expect(lossesOf(down as Plan), sqlOf(down)).toEqual(losses);
  });

  test('is told apart by the names of before a rename', async () => {
    const { down } = await planned({
      before: t('a timestamp'),
      after: t('b timestamptz'),
      answers: ['rename column t.a=b', `convert t.b=b at time zone 'Asia/Tokyo'`],
    });
    expect(sqlOf(down)).toContain(`using a at time zone 'Asia/Tokyo'`);
  });
});

describe('a conversion of PostgreSQL’s own', () => {
  const mood = `create type mood as enum ('low', 'high');`;
  test.each([
    ['varchar(255)', 'text'],
    ['varchar(5)', 'varchar(9)'],
    ['char(5)', 'text'],
    ['jsonb', 'json'],
    ['json', 'jsonb'],
    ['jsonb', 'text'],
    ['smallint', 'bigint'],
    ['integer', 'bigint'],
    ['integer', 'numeric(10,0)'],
    ['integer', 'double precision'],
    ['integer', 'varchar(11)'],
    ['numeric(7,4)', 'numeric(7,0)'],
    ['numeric(7,4)', 'numeric(9,4)'],
    ['boolean', 'integer'],
    ['boolean', 'varchar(5)'],
    ['uuid', 'varchar(36)'],
    ['date', 'timestamp'],
    ['mood', 'varchar(4)'],
  ])('that refuses no value is not said to: %s to %s', async (from, to) => {
    const change = { before: `${mood} ${t(`a ${from}`)}`, after: `${mood} ${t(`a ${to}`)}` };
    const value = from === 'mood' ? `'low'` : `(select null)::text::${from}`;
    for (const rows of [undefined, '', `insert into t values (1, ${value})`]) {
      const { up } = await planned(rows === undefined ? change : { ...change, rows });
      expect({
        questions: ids(up.questions),
        fails: ids(up.hazards.filter(({ kind }) => kind === 'may-fail')),
      }).toEqual({
        questions: [],
        fails: [],
      });
    }
  });

  test.each([
    ['text', 'varchar(3)'],
    ['varchar(9)', 'varchar(3)'],
    ['text', 'integer'],
    ['text', 'jsonb'],
    ['text', 'mood'],
    ['integer', 'numeric(5,2)'],
    ['integer', 'varchar(10)'],
    ['bigint', 'integer'],
    ['numeric(7,4)', 'numeric(4,2)'],
    ['uuid', 'varchar(35)'],
    ['mood', 'varchar(3)'],
  ])('that may refuse one is said to: %s to %s', async (from, to) => {
    const { up } = await planned({ before: `${mood} ${t(`a ${from}`)}`, after: `${mood} ${t(`a ${to}`)}`, rows: '' });
    expect(up.questions).toEqual([]);
    expect(ids(up.hazards.filter(({ kind }) => kind === 'may-fail'))).toEqual(['refused-values']);
  });

  test.each([
    ['text', 'varchar(3)', `'abcd'`, 'left(a, 3)'],
    ['text', 'integer', `'region1'`, `case when pg_input_is_valid(a, 'integer') then a::integer end`],
    ['text', 'jsonb', `'{'`, `case when pg_input_is_valid(a, 'jsonb') then a::jsonb end`],
    ['text', 'mood', `'odd'`, undefined],
    ['bigint', 'smallint', '40000', undefined],
    ['jsonb', 'integer', `'"x"'`, undefined],
  ])('that is seen to refuse one is asked about: %s to %s', async (from, to, value, offered) => {
    const change = {
      before: `${mood} ${t(`a ${from}`)}`,
      after: `${mood} ${t(`a ${to}`)}`,
      rows: `insert into t values (1, ${value}), (2, null)`,
    };
    const { up } = await planned(change);
    expect(ids(up.questions)).toEqual(['refused-values']);
    expect(up.questions[0]?.message).toMatch(/refuses for the values of (1 row|the rows there):/);
    const texts = up.questions[0]?.choices.map(({ answer }) => `${answer.flag} ${answer.text}`) ?? [];
    expect(texts).toEqual([...(offered ? [`convert t.a=${offered}`] : []), 'convert t.a=EXPRESSION']);
    if (!offered) return;
    const { up: answered } = await planned({ ...change, answers: [`convert t.a=${offered}`] });
    expect(answered.questions).toEqual([]);
    await live.run(answered.steps.map(({ sql }) => sql).join(';'));
  });

  test.each([
    ['text', 'varchar(3)', `'abc'`],
    ['text', 'integer', `' 12 '`],
    ['money', 'numeric', `'12.50'`],
    ['interval', 'time', `'2 hours'`],
    ['double precision', 'smallint', '12.5'],
  ])('that takes all that are seen is not: %s to %s', async (from, to, value) => {
    const { up } = await planned({
      before: t(`a ${from}`),
      after: t(`a ${to}`),
      rows: `insert into t values (1, ${value})`,
    });
    expect(up.questions).toEqual([]);
  });
});

describe('a rule that rows are seen to break', () => {
  const list = (...labels: string[]): string =>
    t(`a text check (a in (${labels.map(label => `'${label}'`).join(', ')}))`);
  const changes: Record<string, Change & { seen: string[] }> = {
    'a list of values that loses one': {
      before: list('x', 'y'),
      after: list('x'),
      rows: `insert into t values (1, 'x'), (2, 'y')`,
      seen: ['broken-rule'],
    },
    'which no row holds': { before: list('x', 'y'), after: list('x'), rows: `insert into t values (1, 'x')`, seen: [] },
    'a list of values that grows': {
      before: list('x'),
      after: list('x', 'y'),
      rows: `insert into t values (1, 'x')`,
      seen: [],
    },
    'a unique column with duplicates': {
      before: t('a text'),
      after: t('a text unique'),
      rows: `insert into t values (1, 'x'), (2, 'x')`,
      seen: ['broken-rule'],
    },
    'a unique index with duplicates': {
      before: t('a text'),
      after: `${t('a text')}; create unique index t_a on t (a) where id > 0`,
      rows: `insert into t values (1, 'x'), (2, 'x')`,
      seen: ['duplicates'],
    },
    'a foreign key without its parents': {
      before: `create table p (id integer primary key); ${t('a integer')}`,
      after: `create table p (id integer primary key); ${t('a integer references p')}`,
      rows: 'insert into t values (1, 1)',
      seen: ['broken-rule'],
    },
    'a column that is converted on the way': {
      before: t('a text'),
      after: t('a varchar(9) check (a <> $$x$$)'),
      rows: `insert into t values (1, 'x')`,
      answers: ['convert t.a=a || a'],
      seen: [],
    },
  };
  test.each(Object.entries(changes))('%s', async (_, { seen, ...change }) => {
    const { up } = await planned(change);
    expect(up.questions).toEqual([]);
    expect(ids(up.hazards.filter(({ isSeen }) => isSeen))).toEqual(seen);
  });
});

describe('what the way back makes up', () => {
  const mood = `create type mood as enum ('low', 'high');`;
  const parents = 'create table p (id uuid primary key);';
  const changes: Record<string, Change & { losses: string[] }> = {
    'a required column that comes back': {
      before: t('a integer not null'),
      after: t('b text'),
      answers: ['no-rename column t.a=b'],
      losses: ['made-up-values'],
    },
    'a required foreign key that comes back': {
      before: `${parents} ${t('a uuid not null references p')}`,
      after: `${parents} ${t('b text')}; create table t_p (t integer references t, p uuid references p)`,
      losses: ['made-up-values'],
    },
    'a required enum that comes back': {
      before: `${mood} ${t('a mood not null')}`,
      after: `${mood} ${t('b text')}`,
      losses: ['made-up-values'],
    },
    'a required list that comes back': {
      before: t('a integer[] not null'),
      after: t('b text'),
      losses: ['made-up-values'],
    },
    'an optional column that comes back without values': {
      before: t('a integer'),
      after: t('b date'),
      answers: ['no-rename column t.a=b'],
      losses: [],
    },
    'a required column that comes back with its own default': {
      before: t('a integer not null default 7'),
      after: t('id2 uuid'),
      losses: [],
    },
    'a required column that numbers itself': {
      before: t('a integer not null generated always as identity'),
      after: t('id2 uuid'),
      losses: [],
    },
    'a required column of a table that comes back whole': {
      before: `${t('b text')}; create table u (a integer not null)`,
      after: t('b text'),
      losses: [],
    },
    'a required type without a conversion': {
      before: t('a inet not null'),
      after: t('a integer not null'),
      answers: [`convert t.a=(a - '0.0.0.0'::inet)::integer`],
      losses: ['drop-values'],
    },
    'a value for rows that have none by then': {
      before: t('a text not null'),
      after: t('a uuid'),
      answers: ['convert t.a=a::uuid'],
      losses: ['made-up-values'],
    },
  };
  test.each(Object.entries(changes))('%s', async (_, { losses, ...change }) => {
    const { up, down } = await planned(change);
    expect(up.questions).toEqual([]);
    // the way back drops what the change added
    expect(lossesOf(down as Plan).filter(id => id !== 'drop-column' && id !== 'drop-table')).toEqual(losses);
  });

  test('is told in the file, with its column', async () => {
    const { down } = await planned({ before: t('a uuid not null'), after: t('b text') });
    expect(lostOnTheWayBack({ down: (down as Plan).steps })).toEqual([
      `t.a gets a made-up value, '00000000-0000-0000-0000-000000000000'::uuid, in the rows there`,
    ]);
  });
});

describe('a type that is not there yet', () => {
  test.each([
    ['create domain one as text; create domain two as text;', 'one', 'two'],
    ['create domain one as text; create domain two as text;', 'one[]', 'two[]'],
  ])('domains over one type need no answer', async (types, from, to) => {
    const { up } = await planned({ before: `${types} ${t(`a ${from}`)}`, after: `${types} ${t(`a ${to}`)}` });
    expect(up.questions).toEqual([]);
  });
});
