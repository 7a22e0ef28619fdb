import type { Case } from '../case.ts';

const plus = (body = 'coalesce($1, 0) + coalesce($2, 0)') =>
  `create function plus(a integer, b integer) returns integer immutable language sql as $$ select ${body} $$`;
const plusSql = (body = 'coalesce($1, 0) + coalesce($2, 0)') =>
  `create or replace function plus(a integer, b integer)\n RETURNS integer\n LANGUAGE sql\n IMMUTABLE\nAS $function$ select ${body} $function$`;
const total = (more = '', parameters = 'integer') =>
  `create aggregate total(${parameters}) (sfunc = int4pl, stype = integer${more})`;
const numbers = 'create table numbers (n integer)';
const rows = 'insert into numbers values (1), (2), (4)';
const kept = 'select n from numbers order by n';
const sums = 'create view sums as select total(n) as sum from numbers';
const mood = (labels: string) => `create type mood as enum (${labels})`;
const moods = `create aggregate moods(mood) (sfunc = array_append, stype = mood[], initcond = '{}')`;
const MOODS = `create or replace aggregate moods(mood) (sfunc = array_append, stype = mood[], initcond = '{}')`;
const disc = (more = '') =>
  `create aggregate disc(double precision order by anyelement) (sfunc = ordered_set_transition, stype = internal, finalfunc = percentile_disc_final, finalfunc_extra${more})`;

export const aggregates: Case[] = [
  {
    name: 'nothing',
    before: `${total(`, initcond = '0', parallel = safe, sspace = 8, combinefunc = int4pl, msfunc = int4pl, minvfunc = int4mi, mstype = integer, msspace = 4, minitcond = '5'`)};
      create aggregate counted(*) (sfunc = int8inc, stype = bigint, initcond = '0');
      create aggregate all_of(anycompatible) (sfunc = array_append, stype = anycompatiblearray, finalfunc_modify = read_write);
      create aggregate lowest(integer) (sfunc = int4smaller, stype = integer, sortop = <);
      create aggregate mean(numeric) (sfunc = numeric_avg_accum, stype = internal, finalfunc = numeric_avg, combinefunc = numeric_avg_combine, serialfunc = numeric_avg_serialize, deserialfunc = numeric_avg_deserialize, msfunc = numeric_avg_accum, minvfunc = numeric_accum_inv, mstype = internal, mfinalfunc = numeric_avg);
      create aggregate place(variadic "any" order by variadic "any") (sfunc = ordered_set_transition_multi, stype = internal, finalfunc = rank_final, finalfunc_extra, hypothetical);
      create function picked(integer, variadic integer[]) returns integer immutable language sql as 'select $1'; create aggregate pick(variadic integer[]) (sfunc = picked, stype = integer);
      ${disc()}`,
    up: [],
  },
  {
    name: 'one is added, with its function and a comment',
    before: numbers,
    after: `${numbers}; ${plus()}; create aggregate total(n integer) (sfunc = plus, stype = integer, initcond = '0'); comment on aggregate total(integer) is 'a sum'`,
    rows,
    kept,
    gives: ['select total(n) from numbers', [{ total: 7 }]],
    up: [
      plusSql(),
      "create or replace aggregate total(n integer) (sfunc = plus, stype = integer, initcond = '0')",
      "comment on aggregate total(n integer) is 'a sum'",
    ],
    down: ['drop aggregate total(n integer)', 'drop function plus(a integer, b integer)'],
  },
  { name: 'one goes', before: total(), after: '', up: ['drop aggregate total(integer)'] },
  {
    name: 'one without arguments',
    after: `create aggregate counted(*) (sfunc = int8inc, stype = bigint, initcond = '0'); comment on aggregate counted(*) is 'rows'; revoke execute on function counted() from public`,
    up: [
      "create or replace aggregate counted(*) (sfunc = int8inc, stype = bigint, initcond = '0')",
      'revoke all on routine counted() from public',
      "comment on aggregate counted(*) is 'rows'",
    ],
  },
  {
    name: 'another start where it stands, and the view that calls it stays',
    before: `${numbers}; ${total()}; ${sums}`,
    after: `${numbers}; ${total(`, initcond = '10'`)}; ${sums}; comment on aggregate total(integer) is 'from ten'`,
    rows,
    kept,
    gives: ['select sum from sums', [{ sum: 17 }]],
    up: [
      "create or replace aggregate total(integer) (sfunc = int4pl, stype = integer, initcond = '10')",
      "comment on aggregate total(integer) is 'from ten'",
    ],
  },
  {
    name: 'only another comment',
    before: `${total()}; comment on aggregate total(integer) is 'one'`,
    after: total(),
    up: ['comment on aggregate total(integer) is null'],
  },
  {
    name: 'everything that can be said of one comes, and goes on the way back',
    before: 'create aggregate mean(numeric) (sfunc = numeric_avg_accum, stype = internal, finalfunc = numeric_avg)',
    after:
      'create aggregate mean(numeric) (sfunc = numeric_avg_accum, stype = internal, sspace = 64, finalfunc = numeric_avg, finalfunc_modify = shareable, combinefunc = numeric_avg_combine, serialfunc = numeric_avg_serialize, deserialfunc = numeric_avg_deserialize, msfunc = numeric_avg_accum, minvfunc = numeric_accum_inv, mstype = internal, msspace = 32, mfinalfunc = numeric_avg, mfinalfunc_modify = read_write, parallel = safe)',
    up: [
      'create or replace aggregate mean(numeric) (sfunc = numeric_avg_accum, stype = internal, sspace = 64, finalfunc = numeric_avg, finalfunc_modify = shareable, combinefunc = numeric_avg_combine, serialfunc = numeric_avg_serialize, deserialfunc = numeric_avg_deserialize, msfunc = numeric_avg_accum, minvfunc = numeric_accum_inv, mstype = internal, msspace = 32, mfinalfunc = numeric_avg, mfinalfunc_modify = read_write, parallel = safe)',
    ],
    down: [
      'create or replace aggregate mean(numeric) (sfunc = numeric_avg_accum, stype = internal, finalfunc = numeric_avg)',
    ],
  },
  {
    name: 'a sort operator, and one in another schema',
    after: `create schema app; create function app.later(integer, integer) returns integer immutable strict language sql as 'select greatest($1, $2)';
      create operator app.>> (leftarg = integer, rightarg = integer, function = int4gt); create aggregate app.latest(integer) (sfunc = app.later, stype = integer);
      create aggregate lowest(integer) (sfunc = int4smaller, stype = integer, sortop = operator(pg_catalog.<))`,
    before: `create schema app; create operator app.>> (leftarg = integer, rightarg = integer, function = int4gt)`,
    up: [
      'create or replace function app.later(integer, integer)\n RETURNS integer\n LANGUAGE sql\n IMMUTABLE STRICT\nAS $function$select greatest($1, $2)$function$',
      'create or replace aggregate app.latest(integer) (sfunc = app.later, stype = integer)',
      'create or replace aggregate lowest(integer) (sfunc = int4smaller, stype = integer, sortop = operator(pg_catalog.<))',
    ],
  },
  {
    name: 'another result, with the view that calls it',
    before: `${numbers}; ${total()}; ${sums}`,
    after: `${numbers}; create aggregate total(integer) (sfunc = int4_sum, stype = bigint); ${sums}`,
    rows,
    kept,
    gives: ['select sum::text from sums', [{ sum: '7' }]],
    up: [
      'drop view sums',
      'drop aggregate total(integer)',
      'create or replace aggregate total(integer) (sfunc = int4_sum, stype = bigint)',
      'create view sums as\nSELECT total(n) AS sum\n   FROM numbers',
    ],
  },
  {
    name: 'another name of an argument',
    before: total('', 'a integer'),
    after: total('', 'b integer'),
    up: [
      'drop aggregate total(a integer)',
      'create or replace aggregate total(b integer) (sfunc = int4pl, stype = integer)',
    ],
  },
  {
    name: 'its function gets another body where it stands',
    before: `${plus()}; create aggregate total(integer) (sfunc = plus, stype = integer)`,
    after: `${plus('$1 + $2')}; create aggregate total(integer) (sfunc = plus, stype = integer)`,
    up: [plusSql('$1 + $2')],
  },
  {
    name: 'its function is made again, with it, its rights and what calls it',
    before: `${numbers}; ${plus()}; create aggregate total(integer) (sfunc = plus, stype = integer); comment on aggregate total(integer) is 'a sum'; grant execute on function total(integer) to app_user; revoke execute on function total(integer) from public; ${sums}`,
    after: `${numbers}; ${plus().replace('a integer', 'c integer')}; create aggregate total(integer) (sfunc = plus, stype = integer); comment on aggregate total(integer) is 'a sum'; grant execute on function total(integer) to app_user; revoke execute on function total(integer) from public; ${sums}`,
    rows,
    kept,
    gives: ['select sum from sums', [{ sum: 7 }]],
    up: [
      'drop view sums',
      'drop aggregate total(integer)',
      'drop function plus(a integer, b integer)',
      plusSql().replace('a integer', 'c integer'),
      'create or replace aggregate total(integer) (sfunc = plus, stype = integer)',
      'revoke all on routine total(integer) from public',
      'grant EXECUTE on routine total(integer) to app_user',
      "comment on aggregate total(integer) is 'a sum'",
      'create view sums as\nSELECT total(n) AS sum\n   FROM numbers',
    ],
  },
  {
    name: 'another function, as the first one goes',
    before: `${plus()}; create aggregate total(integer) (sfunc = plus, stype = integer)`,
    after: total(),
    up: [
      'drop aggregate total(integer)',
      'drop function plus(a integer, b integer)',
      'create or replace aggregate total(integer) (sfunc = int4pl, stype = integer)',
    ],
  },
  {
    name: 'an enum that it gathers is made anew',
    before: `${mood(`'a', 'b', 'c'`)}; create table people (id integer primary key, mood mood); ${moods}`,
    after: `${mood(`'a', 'b'`)}; create table people (id integer primary key, mood mood); ${moods}`,
    rows: `insert into people values (1, 'a')`,
    answers: ['replace mood.c=a'],
    kept: 'select id, mood::text from people',
    up: [
      'drop aggregate moods(mood)',
      'alter type mood rename to mood__old',
      "create type mood as enum ('a', 'b')",
      "alter table people alter column mood type mood using (case mood::text when 'c' then 'a' else mood::text end)::mood",
      'drop type mood__old',
      MOODS,
    ],
  },
  {
    name: 'an enum and one that gathers it, both new',
    after: `${mood(`'a', 'b'`)}; ${moods}`,
    up: ["create type mood as enum ('a', 'b')", MOODS],
    down: ['drop aggregate moods(mood)', 'drop type mood'],
  },
  {
    name: 'an enum that nothing but its state is of',
    before: '',
    after: `${mood(`'a', 'b'`)}; create aggregate left_over(integer) (sfunc = trim_array, stype = mood[], finalfunc = cardinality, initcond = '{a,b}')`,
    up: [
      "create type mood as enum ('a', 'b')",
      "create or replace aggregate left_over(integer) (sfunc = trim_array, stype = mood[], finalfunc = cardinality, initcond = '{a,b}')",
    ],
    down: ['drop aggregate left_over(integer)', 'drop type mood'],
  },
  {
    name: 'the type of the state is made anew, which nothing else says of it',
    before: `${mood(`'a', 'b', 'c'`)}; create aggregate left_over(integer) (sfunc = trim_array, stype = mood[], finalfunc = cardinality, initcond = '{a,b}')`,
    after: `${mood(`'a', 'b'`)}; create aggregate left_over(integer) (sfunc = trim_array, stype = mood[], finalfunc = cardinality, initcond = '{a,b}')`,
    up: [
      'drop aggregate left_over(integer)',
      'alter type mood rename to mood__old',
      "create type mood as enum ('a', 'b')",
      'drop type mood__old',
      "create or replace aggregate left_over(integer) (sfunc = trim_array, stype = mood[], finalfunc = cardinality, initcond = '{a,b}')",
    ],
  },
  {
    name: 'a function over one, and a policy that asks it',
    before: numbers,
    after: `${numbers}; ${total()}; create function sum_of_all() returns bigint begin atomic select total(n) from numbers; end; create table shown (n integer); create policy few on shown using ((select total(n) from numbers) > 3)`,
    rows,
    kept,
    gives: ['select sum_of_all()::integer as sum', [{ sum: 7 }]],
  },
  {
    name: 'another name, under which a view goes on to call it',
    before: `${numbers}; ${total()}; ${sums}`,
    after: `${numbers}; ${total().replace('total', '"Sum of"')}; ${sums.replace('total', '"Sum of"')}`,
    rows,
    kept,
    up: ['alter aggregate total(integer) rename to "Sum of"'],
    down: ['alter aggregate "Sum of"(integer) rename to total'],
  },
  {
    name: 'another name beside one of other arguments',
    before: `${total()}; create aggregate added(bigint) (sfunc = int8pl, stype = bigint)`,
    after: `${total().replace('total', 'added')}; create aggregate added(bigint) (sfunc = int8pl, stype = bigint)`,
    up: ['alter aggregate total(integer) rename to added'],
  },
  {
    name: 'another schema',
    before: total(),
    after: `create schema app; ${total().replace('total', 'app.total')}`,
    up: ['create schema app', 'alter aggregate total(integer) set schema app'],
  },
  {
    name: 'another name, schema and start, on a person’s word',
    before: `${numbers}; ${total()}; ${sums}`,
    after: `create schema app; ${numbers}; ${total(`, initcond = '1'`).replace('total', 'app.added')}; ${sums.replace('total', 'app.added')}`,
    answers: ['rename aggregate total(integer)=app.added(integer)'],
    rows,
    kept,
    up: [
      'create schema app',
      'alter aggregate total(integer) set schema app',
      'alter aggregate app.total(integer) rename to added',
      "create or replace aggregate app.added(integer) (sfunc = int4pl, stype = integer, initcond = '1')",
    ],
  },
  {
    name: 'two that swap their names, on a person’s word',
    before: `${total()}; create aggregate highest(integer) (sfunc = int4larger, stype = integer)`,
    after: `${total().replace('total', 'highest')}; create aggregate total(integer) (sfunc = int4larger, stype = integer)`,
    answers: ['rename aggregate total(integer)=highest(integer)', 'rename aggregate highest(integer)=total(integer)'],
  },
  {
    name: 'a function instead of an aggregate',
    before: total(),
    after: `create function total(integer) returns integer language sql as 'select 1'`,
    up: [
      'drop aggregate total(integer)',
      'create or replace function total(integer)\n RETURNS integer\n LANGUAGE sql\nAS $function$select 1$function$',
    ],
    down: [
      'drop function total(integer)',
      'create or replace aggregate total(integer) (sfunc = int4pl, stype = integer)',
    ],
  },
  {
    name: 'an aggregate instead of a function, and a new view that calls it',
    before: `${numbers}; create function total(integer) returns integer language sql as 'select 1'`,
    after: `${numbers}; ${total()}; ${sums}`,
    rows,
    kept,
    gives: ['select sum from sums', [{ sum: 7 }]],
    up: [
      'drop function total(integer)',
      'create or replace aggregate total(integer) (sfunc = int4pl, stype = integer)',
      'create view sums as\nSELECT total(n) AS sum\n   FROM numbers',
    ],
  },
  {
    name: 'another name, which a function has that goes',
    before: `${total()}; create function added(integer) returns integer language sql as 'select 1'`,
    after: total().replace('total', 'added'),
    up: [
      'drop aggregate total(integer)',
      'drop function added(integer)',
      'create or replace aggregate added(integer) (sfunc = int4pl, stype = integer)',
    ],
  },
  {
    name: 'one that sorts its rows, with rights and a comment, and what it does to its state',
    before: '',
    after: `${disc(', finalfunc_modify = shareable')}; comment on aggregate disc(double precision order by anyelement) is 'a part'; grant execute on function disc(double precision, anyelement) to app_user`,
    up: [
      'create or replace aggregate disc(double precision ORDER BY anyelement) (sfunc = ordered_set_transition, stype = internal, finalfunc = percentile_disc_final, finalfunc_modify = shareable, finalfunc_extra)',
      'grant EXECUTE on routine disc(double precision,anyelement) to public',
      'grant EXECUTE on routine disc(double precision,anyelement) to app_user',
      "comment on aggregate disc(double precision ORDER BY anyelement) is 'a part'",
    ],
    down: ['drop aggregate disc(double precision ORDER BY anyelement)'],
  },
  {
    name: 'one that places a row which is not there',
    after: `create aggregate place(variadic "any" order by variadic "any") (sfunc = ordered_set_transition_multi, stype = internal, finalfunc = rank_final, finalfunc_extra, hypothetical)`,
    up: [
      'create or replace aggregate place(VARIADIC "any" ORDER BY VARIADIC "any") (sfunc = ordered_set_transition_multi, stype = internal, finalfunc = rank_final, finalfunc_extra, hypothetical)',
    ],
  },
];
