import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inverse, noDecisions } from '../../src/compare/index.ts';
import { planChange, type Step } from '../../src/planner/index.ts';
import { splitStages } from '../../src/proof/index.ts';
import { embeddedScratch, type ScratchDatabase, Shadow } from '../../src/shadow/index.ts';

/** Whose each thing of a database is, and who may do what with it. */
const RIGHTS = `
  select c.oid::regclass::text as what, c.relowner::regrole::text as owner, array(select a::text from unnest(c.relacl) a order by 1) as rights,
    array(select t.attname || ' ' || t.attacl::text from pg_attribute t where t.attrelid = c.oid and t.attacl is not null order by 1) as columns
  from pg_class c where c.relkind in ('r', 'p', 'v', 'm', 'S') and c.oid >= 16384 and c.relnamespace <> 'pg_toast'::regnamespace
  union all
  select p.oid::regprocedure::text, p.proowner::regrole::text, array(select a::text from unnest(coalesce(p.proacl, acldefault('f', p.proowner))) a order by 1), '{}'
  from pg_proc p where p.oid >= 16384
  union all
  select y.oid::regtype::text, y.typowner::regrole::text, array(select a::text from unnest(coalesce(y.typacl, acldefault('T', y.typowner))) a order by 1), '{}'
  from pg_type y where y.typtype = 'e' order by 1`;

interface Held {
  what: string;
}

interface Again {
  name: string;
  before: string;
  after: string;
  /** What somebody did on the live database, which no migration says. */
  by: string;
}

const OTHERS = ['weak', 'reader', '"Odd ""Name"']
  .map(role => `drop role if exists ${role}; create role ${role}`)
  .join('; ');
const base = 'create table base (id integer primary key, v text not null)';

const AGAIN: Again[] = [
  {
    name: 'a view, and one that reads it',
    before: `${base}; create view one as select id, v from base; create view two as select v from one`,
    after: `${base}; create view one as select v, id from base; create view two as select v from one`,
    by: `alter view one owner to weak; alter view two owner to "Odd ""Name";
      set role weak; grant select, update on one to reader with grant option; reset role;
      grant select (v) on two to reader, public`,
  },
  {
    name: 'a view whose table changes a type',
    before: `${base}; create view one as select id, v from base`,
    after: `create table base (id integer primary key, v varchar(80) not null); create view one as select id, v from base`,
    by: 'alter view one owner to weak; grant select on one to reader',
  },
  {
    name: 'a materialized view',
    before: `${base}; create materialized view one as select id from base`,
    after: `${base}; create materialized view one as select id, v from base`,
    by: 'alter materialized view one owner to weak; grant select on one to public',
  },
  {
    name: "a function that runs with its owner's rights, which not everybody may call",
    before: 'create function one(a integer) returns integer language sql security definer return 1',
    after: 'create function one(a integer) returns bigint language sql security definer return 1',
    by: `alter function one owner to weak; revoke all on function one from public; grant execute on function one to reader`,
  },
  {
    name: 'aggregates, one of which sorts its rows',
    before: `create aggregate one(integer) (sfunc = int4pl, stype = integer);
      create aggregate two(double precision order by anyelement) (sfunc = ordered_set_transition, stype = internal, finalfunc = percentile_disc_final, finalfunc_extra)`,
    after: `create aggregate one(n integer) (sfunc = int4pl, stype = integer);
      create aggregate two(part double precision order by anyelement) (sfunc = ordered_set_transition, stype = internal, finalfunc = percentile_disc_final, finalfunc_extra)`,
    by: `alter aggregate one(integer) owner to weak; revoke all on function one(integer) from public; grant execute on function one(integer) to reader;
      alter aggregate two(double precision order by anyelement) owner to "Odd ""Name"; grant execute on function two(double precision, anyelement) to reader with grant option`,
  },
  {
    name: 'a procedure that everybody may call',
    before: `create procedure one(a integer) language sql as 'select 1'`,
    after: `create procedure one(b integer) language sql as 'select 1'`,
    by: 'alter procedure one owner to weak',
  },
  {
    name: 'an enum that loses a value, and the table that has it',
    before: `create type state as enum ('a', 'b'); create table docs (id integer primary key, state state)`,
    after: `create type state as enum ('a'); create table docs (id integer primary key, state state)`,
    by: `alter type state owner to weak; revoke all on type state from public; grant usage on type state to reader with grant option;
      alter table docs owner to weak; grant select on docs to reader`,
  },
  {
    name: 'a table that is partitioned in another way, and its partitions',
    before: `create table e (id bigint generated always as identity, at date, k text) partition by range (at);
      create table e1 partition of e for values from ('2026-01-01') to ('2027-01-01')`,
    after: `create table e (id bigint generated always as identity, at date, k text) partition by list (k);
      create table e1 partition of e for values in ('x')`,
    by: `alter table e owner to weak; alter table e1 owner to "Odd ""Name"; grant insert (k), select on e to reader`,
  },
  {
    name: 'what gets other rights by default now than it had',
    before: `${base}; create view one as select id, v from base; create function two(a integer) returns integer language sql return 1;
      create type state as enum ('a', 'b'); create table docs (id integer primary key, state state)`,
    after: `${base}; create view one as select v, id from base; create function two(b integer) returns integer language sql return 1;
      create type state as enum ('a'); create table docs (id integer primary key, state state)`,
    by: `grant select on one to weak; alter default privileges grant all on tables to reader; alter default privileges grant all on functions to reader, public;
      alter default privileges in schema public grant all on tables to public; alter default privileges grant all on types to "Odd ""Name" with grant option`,
  },
  {
    name: 'what nobody gets by default any more',
    before: `${base}; create function one(a integer) returns integer language sql return 1; create function two(a integer) returns integer language sql return 1`,
    after: `${base}; create function one(b integer) returns integer language sql return 1; create function two(b integer) returns integer language sql return 1`,
    by: `revoke all on function two from public; alter default privileges revoke all on functions from public;
      alter default privileges grant all on functions to reader; alter function two owner to weak`,
  },
  {
    name: 'what stands in a schema of an odd name',
    before: `${base}; create schema "S p"; create view "S p"."V w" as select id, v from base`,
    after: `${base}; create schema "S p"; create view "S p"."V w" as select v, id from base`,
    by: `grant create on schema "S p" to weak; alter view "S p"."V w" owner to weak; grant select on "S p"."V w" to reader`,
  },
];

let databases: [ScratchDatabase, ScratchDatabase];
beforeAll(async () => {
  databases = [await embeddedScratch(), await embeddedScratch()];
});
afterAll(async () => {
  for (const database of databases ?? []) await database.close();
});

describe('what is made again', () => {
  test.each(AGAIN.flatMap(one => [false, true].map(online => [one.name, online, one] as const)))(
    'keeps its owner and its rights, there and back: %s, online: %s',
    async (_, online, { before, after, by }) => {
      const [scratch, live] = databases;
      const [shadow, there] = [new Shadow(scratch), new Shadow(live)];
      await shadow.reset();
      await shadow.run(after);
      const wanted = await shadow.read();
      await shadow.reset();
      await shadow.run(before);
      const first = await shadow.read();
      await there.reset();
      await live.run(`${OTHERS}; ${before}; grant create on schema public to public; ${by}`);
      const given = await live.query<Held>(RIGHTS);

      const [decisions, empty] = [noDecisions(), { live, evidence: 'target' as const }];
      const up = await planChange(shadow, wanted, { decisions, online, ...empty });
      expect(up.questions).toEqual([]);
      await both([shadow, there], up.steps);
      expect(await live.query<Held>(RIGHTS)).toEqual(
        expect.arrayContaining(given.filter(({ what }) => !what.startsWith('one('))),
      );
      const down = await planChange(shadow, first, { decisions: inverse(decisions, 'public'), online, unasked: true });
      await both([shadow, there], down.steps);
      expect(await live.query<Held>(RIGHTS)).toEqual(given);
    },
  );

  test('is told where it cannot keep them: what drops it and what makes it again are in different transactions', async () => {
    const shadow = new Shadow(databases[0]);
    const docs = (labels: string) => `create type mood as enum (${labels}); create table docs (id integer, mood mood)`;
    await shadow.reset();
    await shadow.run(`${docs("'good', 'bad'")}; commit; create view one as select id from docs where mood = 'bad'`);
    const wanted = await shadow.read();
    await shadow.reset();
    await shadow.run(`${docs("'good'")}; create view one as select id, mood from docs`);
    const { steps, hazards } = await planChange(shadow, wanted, { online: true });
    expect(steps.map(({ sql, stage }) => [stage, sql])).toEqual([
      [0, 'drop view one'],
      [1, "alter type mood add value 'bad' after 'good'"],
      [2, expect.stringMatching(/^create view one as/)],
    ]);
    expect(hazards).toEqual([
      expect.objectContaining({
        id: 'rights-lost',
        object: 'view one',
        message: expect.stringContaining('view one is dropped and made again in different transactions'),
      }),
    ]);
  });

  test('says nothing about rights where nothing is made again', async () => {
    const shadow = new Shadow(databases[0]);
    await shadow.reset();
    await shadow.run(`${base}; alter table base add column w text; create view one as select id from base`);
    const wanted = await shadow.read();
    await shadow.reset();
    await shadow.run(base);
    const { steps } = await planChange(shadow, wanted);
    expect(steps.filter(({ sql }) => sql.includes('plumbline.rights'))).toEqual([]);
    expect(steps.length).toBeGreaterThan(0);
  });
});

async function both(shadows: readonly Shadow[], steps: readonly Step[]): Promise<void> {
  for (const shadow of shadows)
    for (const stage of splitStages(steps))
      await shadow.apply(
        stage.map(({ sql }) => sql),
        { alone: stage[0]?.phase === 'alone' },
      );
}
