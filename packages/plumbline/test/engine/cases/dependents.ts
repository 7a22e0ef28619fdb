import type { Case } from '../case.ts';

const base = (type: string) => `create table base (id integer primary key, v ${type}, w integer)`;
const chain = `create view one as select id, v from base; create view two as select v from one where v is not null; create view three as select one.id, two.v from one, two; comment on view two is 'the middle'; grant select on three to app_user`;
const rows = `insert into base values (1, 5, 6)`;
const kept = 'select id, v::text as v from base';

export const dependents: Case[] = [
  { name: 'nothing', before: `${base('integer')}; ${chain}`, up: [] },
  {
    name: 'a chain of views over a column that changes its type',
    before: `${base('integer')}; ${chain}`,
    after: `${base('bigint')}; ${chain}`,
    rows,
    kept,
    up: [
      'drop view three',
      'drop view two',
      'drop view one',
      'alter table base alter column v type bigint',
      'create view one as\nSELECT id,\n    v\n   FROM base',
      'create view two as\nSELECT v\n   FROM one\n  WHERE (v IS NOT NULL)',
      "comment on view two is 'the middle'",
      'create view three as\nSELECT one.id,\n    two.v\n   FROM one,\n    two',
      'grant SELECT on three to app_user',
    ],
  },
  {
    name: 'only the views that read the column',
    before: `${base('integer')}; create view other as select w from base; create view one as select v from base`,
    after: `${base('bigint')}; create view other as select w from base; create view one as select v from base`,
    rows,
    kept,
    up: ['drop view one', 'alter table base alter column v type bigint', 'create view one as\nSELECT v\n   FROM base'],
  },
  {
    name: 'a view that goes when its column changes',
    before: `${base('integer')}; ${chain}`,
    after: `${base('text')}; create view one as select id, v from base`,
    rows,
    kept,
    up: [
      'drop view three',
      'drop view two',
      'drop view one',
      'alter table base alter column v type text',
      'create view one as\nSELECT id,\n    v\n   FROM base',
    ],
  },
  {
    name: 'a column goes that views still had',
    before: `${base('integer')}; create view one as select id, v, w from base; create view two as select w from one`,
    after:
      'create table base (id integer primary key, w integer); create view one as select id, w from base; create view two as select w from one',
    rows,
    hazards: ['drop-column'],
    up: [
      'drop view two',
      'drop view one',
      'alter table base drop column v',
      'create view one as\nSELECT id,\n    w\n   FROM base',
      'create view two as\nSELECT w\n   FROM one',
    ],
  },
  {
    name: 'a function in standard SQL over a view over a column',
    before: `${base('integer')}; create view one as select v from base; create function top() returns integer begin atomic select max(v) from one; end`,
    after: `${base('smallint')}; create view one as select v from base; create function top() returns integer begin atomic select max(v) from one; end`,
    rows,
    kept,
    up: [
      'drop function top()',
      'drop view one',
      'alter table base alter column v type smallint',
      'create view one as\nSELECT v\n   FROM base',
      'create or replace function top()\n RETURNS integer\n LANGUAGE sql\nBEGIN ATOMIC\n SELECT max(one.v) AS max\n    FROM one;\nEND',
    ],
  },
  {
    name: 'a default that reads nothing of the table, a rule that does',
    before: `create function base_value() returns integer language sql as 'select 1'; create table t (n integer default base_value() check (n > 0))`,
    after: `create function base_value() returns bigint language sql as 'select 1'; create table t (n integer default base_value() check (n > 0))`,
    rows: 'insert into t default values',
    kept: 'select * from t',
    up: [
      'alter table t alter column n drop default',
      'drop function base_value()',
      'create or replace function base_value()\n RETURNS bigint\n LANGUAGE sql\nAS $function$select 1$function$',
      'alter table t alter column n set default base_value()',
    ],
  },
  {
    name: 'a trigger, a rule, an index and a policy on one column',
    before: `${base('integer')}; create function touch() returns trigger language plpgsql as 'begin return new; end'; create trigger touch before update of v on base for each row when (new.v > 1) execute function touch(); alter table base add constraint positive check (v > 0); create index base_v on base (v) where v > 3; create policy readable on base using (v > 2); create statistics base_stats on v, w from base`,
    after: `${base('bigint')}; create function touch() returns trigger language plpgsql as 'begin return new; end'; create trigger touch before update of v on base for each row when (new.v > 1) execute function touch(); alter table base add constraint positive check (v > 0); create index base_v on base (v) where v > 3; create policy readable on base using (v > 2); create statistics base_stats on v, w from base`,
    rows,
    kept,
    up: [
      'drop policy readable on base',
      'drop trigger touch on base',
      'alter table base drop constraint positive',
      'drop index base_v',
      'alter table base alter column v type bigint',
      'alter table base add constraint positive CHECK ((v > 0))',
      'create index base_v on base USING btree (v) WHERE (v > 3)',
      'CREATE TRIGGER touch BEFORE UPDATE OF v ON base FOR EACH ROW WHEN ((new.v > 1)) EXECUTE FUNCTION touch()',
      'create policy readable on base for all to public using ((v > 2))',
    ],
  },
  {
    name: 'two materialized views, one over the other',
    before: `${base('integer')}; create materialized view one as select v from base; create index one_v on one (v); create materialized view two as select v from one; create index two_v on two (v)`,
    after: `${base('bigint')}; create materialized view one as select v from base; create index one_v on one (v); create materialized view two as select v from one; create index two_v on two (v)`,
    rows,
    kept,
    hazards: ['view-made-again', 'view-made-again'],
    up: [
      'drop materialized view two',
      'drop materialized view one',
      'alter table base alter column v type bigint',
      'create materialized view one as\nSELECT v\n   FROM base',
      'create index one_v on one USING btree (v)',
      'create materialized view two as\nSELECT v\n   FROM one',
      'create index two_v on two USING btree (v)',
    ],
  },
];
