import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compareCatalogs } from '../../src/compare/index.ts';
import { planChange } from '../../src/planner/index.ts';
import { splitStages } from '../../src/proof/index.ts';
import { embeddedScratch, type ScratchDatabase, Shadow } from '../../src/shadow/index.ts';
import { scale } from '../stress/scale.ts';
import { holds } from '../support/property.ts';

let scratch: ScratchDatabase;
let shadow: Shadow;
beforeAll(async () => {
  scratch = await embeddedScratch();
  shadow = new Shadow(scratch);
});
afterAll(() => scratch.close());

const body = (sql: string): string => `language sql begin atomic; ${sql}; end`;

/** Schemas in which things need each other in a circle: PostgreSQL lets each be made in more than one statement only. */
const CIRCLES: Record<string, string> = {
  'a default that reads its own table': `create table t (id integer);
    create function next_id() returns integer ${body('select max(id) + 1 from t')};
    alter table t alter column id set default next_id()`,
  'two defaults, each of which reads the other table': `create table a (x integer); create table b (y integer not null);
    create function of_b() returns integer ${body('select max(y) from b')};
    create function of_a() returns integer ${body('select max(x) from a')};
    alter table a alter x set default of_b(); alter table b alter y set default of_a()`,
  'a default that reads its own table through a view and another function': `create table t (id integer, n integer);
    create view numbers as select n from t where n > 0;
    create function last_n() returns integer ${body('select max(n) from numbers')};
    create function next_n() returns integer ${body('select last_n() + 1')};
    alter table t alter column n set default next_n()`,
  'a default that takes a row of its own table': `create table t (id integer);
    create function id_of(t) returns integer ${body('select ($1).id')};
    create function any_id() returns integer ${body('select max(id_of(t)) from t')};
    alter table t alter column id set default any_id()`,
  'a check of its own row': `create table t (id integer);
    create function is_fine(t) returns boolean immutable ${body('select ($1).id > 0')};
    alter table t add constraint fine check (is_fine(t))`,
  'a policy that reads its own table': `create table t (id integer);
    create function is_there(integer) returns boolean stable ${body('select exists (select from t where id = $1)')};
    alter table t enable row level security; create policy own on t using (is_there(id))`,
  'policies of two tables, each of which reads the other': `create table a (x integer); create table b (y integer);
    alter table a enable row level security; create policy of_b on a using (exists (select from b where y = x));
    alter table b enable row level security; create policy of_a on b using (exists (select from a where x = y))`,
  'a default and a policy of two tables, each of which calls what reads the other': `create table a (x integer);
    create table b (y integer); create function of_b() returns integer ${body('select max(y) from b')};
    create function of_a(integer) returns boolean stable ${body('select exists (select from a where x = $1)')};
    alter table a alter x set default of_b(); alter table b enable row level security;
    create policy own on b using (of_a(y))`,
  'checks of two tables, each of which calls what reads the other': `create table a (x integer); create table b (y integer);
    create function in_b(integer) returns boolean stable ${body('select exists (select from b where y = $1)')};
    create function in_a(integer) returns boolean stable ${body('select exists (select from a where x = $1)')};
    alter table a add constraint known check (in_b(x)); alter table b add constraint known check (in_a(y))`,
  'a view of a function of a view': `create table t (id integer); create view v as select id from t;
    create function all_of_v() returns setof v ${body('select * from v')}; create view w as select * from all_of_v()`,
};

async function state(script: string) {
  await shadow.reset();
  if (script) await shadow.run(script);
  return shadow.read();
}

/** Gets from one schema to the other, and back. */
async function thereAndBack(before: string, after: string): Promise<void> {
  const wanted = await state(after);
  const first = await state(before);
  for (const to of [wanted, first]) {
    const { steps } = await planChange(shadow, to, { unasked: true });
    for (const stage of splitStages(steps))
      await shadow.apply(
        stage.map(({ sql }) => sql),
        { alone: stage[0]?.phase === 'alone' },
      );
    const differences = compareCatalogs(await shadow.read(), to);
    expect(differences.map(({ change, object }) => `${change} ${object.id}`)).toEqual([]);
  }
}

describe('what needs itself in a circle is made, and dropped', () => {
  test.each(Object.entries(CIRCLES))('%s', async (_, script) => {
    await thereAndBack('', script);
  });

  test.each(Object.entries(CIRCLES))('%s, where its tables are there', async (_, script) => {
    const tables = script.split(';').filter(sql => sql.trim().startsWith('create table'));
    await thereAndBack(tables.join(';'), script);
  });

  test('as exact statements', async () => {
    const wanted = await state(CIRCLES['a default that reads its own table'] as string);
    await shadow.reset();
    const { steps } = await planChange(shadow, wanted);
    expect(steps.map(({ sql }) => sql)).toEqual([
      'create table t (\n  id integer\n)',
      expect.stringMatching(/^create or replace function next_id\(\)/),
      'alter table t alter column id set default next_id()',
    ]);
  });
});

/** Things that read each other at random: each function and view those before it, and defaults, checks and policies any. */
interface Web {
  tables: number;
  things: { view: boolean; table: number; column: number; calls: number[] }[];
  uses: { how: 'default' | 'check' | 'policy'; table: number; column: number; calls: number }[];
}

const web: fc.Arbitrary<Web> = fc.record({
  tables: fc.integer({ min: 1, max: 3 }),
  things: fc.array(
    fc.record({
      view: fc.boolean(),
      table: fc.nat(2),
      column: fc.nat(1),
      calls: fc.array(fc.nat(5), { maxLength: 2 }),
    }),
    { minLength: 1, maxLength: 5 },
  ),
  uses: fc.uniqueArray(
    fc.record({
      how: fc.constantFrom('default', 'default', 'check', 'policy'),
      table: fc.nat(2),
      column: fc.nat(1),
      calls: fc.nat(4),
    }),
    { maxLength: 4, selector: ({ how, table, column }) => `${how} ${table} ${column}` },
  ),
});

function scriptOf({ tables, things, uses }: Web): string {
  const table = (i: number): string => `t${i % tables}`;
  const call = (i: number): string => (things[i]?.view ? `(select max(n) from v${i})` : `f${i}()`);
  const made = things.map(({ view, table: read, column, calls }, i) => {
    const others = calls.filter(one => one < i).map(one => ` + ${call(one)}`);
    const query = `select max(c${column})${others.join('')} as n from ${table(read)}`;
    return view ? `create view v${i} as ${query}` : `create function f${i}() returns integer ${body(query)}`;
  });
  const used = uses.flatMap(({ how, table: of, column, calls }) => {
    const at = calls % things.length;
    if (things[at]?.view) return [];
    if (how === 'default') return [`alter table ${table(of)} alter column c${column} set default f${at}()`];
    if (how === 'check')
      return [`alter table ${table(of)} add constraint k_${of}_${column} check (c${column} <> f${at}())`];
    return [`create policy p_${of}_${column} on ${table(of)} using (c${column} = f${at}())`];
  });
  const names = Array.from({ length: tables }, (_, i) => `create table t${i} (c0 integer, c1 integer)`);
  return [...names, ...made, ...used].join('; ');
}

test(
  'and so is whatever reads whatever at random, there and back',
  () =>
    holds(
      fc.asyncProperty(web, web, (before, after) => thereAndBack(scriptOf(before), scriptOf(after))),
      scale({ numRuns: 40, seed: 20_261_127 }, { numRuns: 1_000 }),
    ),
  3_600_000,
);
