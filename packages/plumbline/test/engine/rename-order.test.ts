import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compareCatalogs, decide, inverse } from '../../src/compare/index.ts';
import type { Answer } from '../../src/objects/index.ts';
import { planChange, type Step } from '../../src/planner/index.ts';
import { splitStages } from '../../src/proof/index.ts';
import { embeddedScratch, type ScratchDatabase, Shadow } from '../../src/shadow/index.ts';
import { scale } from '../stress/scale.ts';
import { holds } from '../support/property.ts';

/** Names that move: to another name, which may be one that another gives up, or to nothing. */
type Moves = [from: string, to: string | undefined][];

/** How things of a kind are made, and what each of them holds, by name. */
interface Kind {
  /** A schema with things called `name`, of which each can be told by `was`. */
  schema(things: { name: string; was: string }[]): string;
  rows(names: string[]): string;
  /** What is called so, as it was called at first. */
  holds(names: string[]): string;
  answer(from: string, to: string): Answer;
  /** What becomes of the rows of a thing that goes. */
  gone?(from: string, heir: string): Answer;
}

const rename = (text: string): Answer => ({ flag: 'rename', text });
const each = (names: string[], sql: (name: string, i: number) => string): string => names.map(sql).join('; ');
const union = (names: string[], sql: (name: string) => string): string =>
  `select * from (${names.map(sql).join(' union all ')}) held order by 1, 2`;
const size = (was: string): number => 20 + was.charCodeAt(0);

const KINDS: Record<string, Kind> = {
  column: {
    schema: things =>
      `create table t (id integer${things.map(({ name, was }) => `, ${name} varchar(${size(was)})`).join('')})`,
    rows: names => `insert into t (id, ${names}) values (1, ${names.map(name => `'${name}'`)})`,
    holds: names => union(names, name => `select '${name}' as name, ${name}::text as was from t`),
    answer: (from, to) => rename(`column t.${from}=${to}`),
  },
  table: {
    schema: things =>
      each(
        things.map(({ name }) => name),
        (name, i) => `create table ${name} (was_${things[i]?.was} text)`,
      ),
    rows: names => each(names, name => `insert into ${name} values ('${name}')`),
    holds: names => union(names, name => `select '${name}' as name, ${name}::text as was from ${name}`),
    answer: (from, to) => rename(`table ${from}=${to}`),
  },
  'table with names made of its own': {
    schema: things =>
      each(
        things.map(({ name }) => name),
        (name, i) =>
          `create table ${name} (id serial primary key, n integer unique, was_${things[i]?.was} text, check (n > 0)); create index on ${name} (n)`,
      ),
    rows: names => each(names, (name, i) => `insert into ${name} (n) select generate_series(1, ${i + 1})`),
    // and how far its own sequence has counted
    holds: names =>
      union(
        names,
        name =>
          `select '${name}' as name, string_agg(t::text, ';' order by id) || pg_sequence_last_value(pg_get_serial_sequence('${name}', 'id')) as was from ${name} t`,
      ),
    answer: (from, to) => rename(`table ${from}=${to}`),
  },
  value: {
    schema: things =>
      `create type state as enum (${things.map(({ name }) => `'${name}'`)}); create table t (was text, state state, states state[])`,
    rows: names => each(names, name => `insert into t values ('${name}', '${name}', '{${name}}')`),
    holds: () => 'select state::text as name, was, states::text from t order by was',
    answer: (from, to) => rename(`value state.${from}=${to}`),
    gone: (from, heir) => ({ flag: 'replace', text: `state.${from}=${heir}` }),
  },
  constraint: {
    schema: things =>
      `create table t (n integer${things.map(({ name, was }) => `, constraint ${name} check (n <> ${size(was)})`).join('')})`,
    rows: () => 'insert into t values (1)',
    holds: () =>
      `select conname::text as name, pg_get_constraintdef(oid) as was from pg_constraint where conrelid = 't'::regclass and contype = 'c' order by 1`,
    answer: (from, to) => rename(`constraint t.${from}=${to}`),
  },
  index: {
    schema: things =>
      `create table t (n integer); ${each(
        things.map(({ name }) => name),
        (name, i) => `create index ${name} on t ((n + ${size(things[i]?.was ?? '')}))`,
      )}`,
    rows: () => 'insert into t values (1)',
    holds: () =>
      `select relname::text as name, pg_get_expr(indexprs, indrelid) as was from pg_index join pg_class on oid = indexrelid where indrelid = 't'::regclass order by 1`,
    answer: (from, to) => rename(`index t.${from}=${to}`),
  },
  enum: {
    schema: things =>
      `${each(
        things.map(({ name }) => name),
        (name, i) => `create type ${name} as enum ('${things[i]?.was}', 'z')`,
      )}; create table t (id integer${things.map(({ name, was }) => `, of_${was} ${name}`).join('')})`,
    rows: names =>
      `insert into t (id, ${names.map(name => `of_${name}`)}) values (1, ${names.map(name => `'${name}'`)})`,
    holds: () => 'select * from t',
    answer: (from, to) => rename(`enum ${from}=${to}`),
  },
};

const NAMES = ['a', 'b', 'c', 'd', 'e'];
const moves: fc.Arbitrary<Moves> = fc
  .tuple(
    fc.shuffledSubarray(NAMES, { minLength: 2 }),
    fc.shuffledSubarray(NAMES, { minLength: 5 }),
    fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }),
  )
  // one thing at least stays
  .map(([from, to, go]) => from.map((name, i) => [name, go[i] && i > 0 && go[0] ? undefined : to[i]]));

let live: Shadow;
let shadow: Shadow;
const open: ScratchDatabase[] = [];
beforeAll(async () => {
  open.push(await embeddedScratch(), await embeddedScratch());
  [live, shadow] = open.map(database => new Shadow(database)) as [Shadow, Shadow];
});
afterAll(async () => void (await Promise.all(open.map(database => database.close()))));

describe('names that change all at once, in chains and circles: each thing keeps what it holds, there and back', () => {
  test(
    Object.keys(KINDS).join(', '),
    () =>
      holds(
        fc.asyncProperty(
          fc.constantFrom(...Object.keys(KINDS)),
          moves,
          fc.boolean(),
          fc.infiniteStream(fc.nat()),
          (kind, all, online, order) => thereAndBack(KINDS[kind] as Kind, all, online, order),
        ),
        scale({ numRuns: 50, seed: 20_261_127 }, { numRuns: 1_100 }),
      ),
    3_600_000,
  );
});

async function thereAndBack(kind: Kind, all: Moves, online: boolean, order: Iterator<number>): Promise<void> {
  const stay = all.filter((move): move is [string, string] => move[1] !== undefined);
  const before = all.map(([from]) => from);
  const after = stay.map(([, to]) => to);
  const heir = after[0] as string;
  const answers = all.flatMap(([from, to]) => {
    if (to === undefined) return kind.gone ? [kind.gone(from, heir)] : [];
    return from === to ? [] : [kind.answer(from, to)];
  });
  const decisions = decide(
    answers
      .map(one => ({ one, at: order.next().value as number }))
      .sort((x, y) => x.at - y.at)
      .map(({ one }) => one),
  );

  await shadow.reset();
  await shadow.run(kind.schema(stay.map(([was, name]) => ({ name, was }))));
  const wanted = await shadow.read();
  for (const one of [live, shadow]) {
    await one.reset();
    await one.run(kind.schema(before.map(was => ({ name: was, was }))));
  }
  await live.run(kind.rows(before));
  const original = await shadow.read();
  const held = await ask(kind.holds(before));

  const { steps, questions } = await planChange(shadow, wanted, { decisions, online });
  expect(questions).toEqual([]);
  for (const one of [shadow, live]) await run(one, steps);
  expect(compareCatalogs(await live.read(), wanted)).toEqual([]);
  const names = new Map(all);
  const lost = new Set(all.flatMap(([from, to]) => (to === undefined ? [from] : [])));
  const left = (rows: Row[]): Row[] =>
    rows.filter(({ name }) => kind.gone || !lost.has(name ?? '')).map(row => withoutColumns(row, lost));
  const moved = left(held);
  expect(await ask(kind.holds(after))).toEqual(
    moved.map(row => renamed(row, name => names.get(name) ?? heir)).sort(compareRows(kind)),
  );

  const down = await planChange(shadow, original, {
    decisions: inverse(decisions, 'public'),
    guess: true,
    unasked: true,
    online,
  });
  for (const one of [shadow, live]) await run(one, down.steps);
  expect(compareCatalogs(await live.read(), original)).toEqual([]);
  if (!kind.gone) expect(left(await ask(kind.holds(before)))).toEqual(moved);
}

type Row = Record<string, string> & { name?: string; states?: string };

const ask = (sql: string): Promise<Row[]> => live.query<Row>(sql);

/** A row without the columns of types that went. */
const withoutColumns = (row: Row, lost: ReadonlySet<string>): Row =>
  Object.fromEntries(Object.entries(row).filter(([column]) => !lost.has(column.replace('of_', ''))));

const renamed = (row: Row, to: (name: string) => string): Row => ({
  ...row,
  ...(row.name === undefined ? {} : { name: to(row.name) }),
  ...(row.states === undefined ? {} : { states: `{${to(row.states.slice(1, -1))}}` }),
});

const compareRows =
  (kind: Kind) =>
  (one: Row, other: Row): number =>
    kind.gone || one.name === undefined ? 0 : one.name < (other.name ?? '') ? -1 : 1;

async function run(on: Shadow, steps: readonly Step[]): Promise<void> {
  for (const stage of splitStages(steps))
    await on.apply(
      stage.map(({ sql }) => sql),
      { alone: stage[0]?.phase === 'alone' },
    );
}
