import type { Case } from '../case.ts';

const fn = (head: string, body: string) => `create function ${head} language sql as $$ ${body} $$`;
const ok = (parameters = 'value text', body = 'select length(value) > 0') =>
  `create function is_ok(${parameters}) returns boolean immutable language sql as $$ ${body} $$`;
const users = (...columns: string[]) =>
  `create table users (id integer primary key, name text${columns.map(column => `, ${column}`).join('')})`;
const rows = `insert into users (id, name) values (1, 'Ada')`;
const kept = 'select id, name from users';

export const functions: Case[] = [
  {
    name: 'nothing',
    before: `${fn('one(a integer, variadic b text[] default null) returns table (x integer, y text)', 'select 1, $2[1]')}; create procedure two(inout a integer) language plpgsql as 'begin a := 1; end'; create function three() returns void language plpgsql security definer set search_path = public cost 5 as 'begin end'; create function four(n integer) returns integer begin atomic select n + 1; end`,
    up: [],
  },
  {
    name: 'one is added',
    after: fn('one() returns integer', 'select 1'),
    up: ['create or replace function one()\n RETURNS integer\n LANGUAGE sql\nAS $function$ select 1 $function$'],
  },
  { name: 'one goes', before: fn('one() returns integer', 'select 1'), after: '', up: ['drop function one()'] },
  {
    name: 'another body',
    before: fn('one() returns integer', 'select 1'),
    after: fn('one() returns integer', 'select 2'),
    gives: ['select one()', [{ one: 2 }]],
    up: ['create or replace function one()\n RETURNS integer\n LANGUAGE sql\nAS $function$ select 2 $function$'],
  },
  {
    name: 'a body with dollars and quotes',
    before: fn('one() returns text', `select 'a'`),
    after: `create function one() returns text language plpgsql as 'begin return $$it''s$$; end'`,
    gives: ['select one()', [{ one: `it's` }]],
    up: [
      "create or replace function one()\n RETURNS text\n LANGUAGE plpgsql\nAS $function$begin return $$it's$$; end$function$",
    ],
  },
  {
    name: 'another result',
    before: fn('one() returns integer', 'select 1'),
    after: fn('one() returns text', `select '1'`),
    gives: ['select one()', [{ one: '1' }]],
    up: [
      'drop function one()',
      "create or replace function one()\n RETURNS text\n LANGUAGE sql\nAS $function$ select '1' $function$",
    ],
  },
  {
    name: 'another name of an argument',
    before: fn('one(a integer) returns integer', 'select $1'),
    after: fn('one(b integer) returns integer', 'select $1'),
    up: [
      'drop function one(a integer)',
      'create or replace function one(b integer)\n RETURNS integer\n LANGUAGE sql\nAS $function$ select $1 $function$',
    ],
  },
  {
    name: 'another default of an argument',
    before: fn('one(a integer) returns integer', 'select $1'),
    after: fn('one(a integer default 5) returns integer', 'select $1'),
    gives: ['select one()', [{ one: 5 }]],
    up: [
      'drop function one(a integer)',
      'create or replace function one(a integer DEFAULT 5)\n RETURNS integer\n LANGUAGE sql\nAS $function$ select $1 $function$',
    ],
  },
  {
    name: 'another argument, with all that calls it',
    before: `${ok()}; ${users('constraint named check (is_ok(name))', 'fine boolean generated always as (is_ok(name)) stored', `flag boolean default is_ok('x')`)}; create index users_ok on users (is_ok(name)); create view fine as select id from users where is_ok(name); create policy fine on users using (is_ok(name))`,
    after: `${ok('value text, least_length integer default 0')}; ${users('constraint named check (is_ok(name))', 'fine boolean generated always as (is_ok(name)) stored', `flag boolean default is_ok('x')`)}; create index users_ok on users (is_ok(name)); create view fine as select id from users where is_ok(name); create policy fine on users using (is_ok(name))`,
    rows,
    kept,
    up: [
      'alter table users alter column flag drop default',
      'drop policy fine on users',
      'drop view fine',
      'alter table users drop constraint named',
      'drop index users_ok',
      'alter table users drop column fine',
      'drop function is_ok(value text)',
      'create or replace function is_ok(value text, least_length integer DEFAULT 0)\n RETURNS boolean\n LANGUAGE sql\n IMMUTABLE\nAS $function$ select length(value) > 0 $function$',
      'alter table users add column fine boolean generated always as (is_ok(name)) stored',
      'alter table users add constraint named CHECK (is_ok(name))',
      'create index users_ok on users USING btree (is_ok(name))',
      'create policy fine on users for all to public using (is_ok(name))',
      'create view fine as\nSELECT id\n   FROM users\n  WHERE is_ok(name)',
      "alter table users alter column flag set default is_ok('x'::text)",
    ],
  },
  {
    name: 'another body, and nothing that calls it is touched',
    before: `${ok()}; ${users('constraint named check (is_ok(name))')}; create view fine as select id from users where is_ok(name)`,
    after: `${ok('value text', 'select value is not null')}; ${users('constraint named check (is_ok(name))')}; create view fine as select id from users where is_ok(name)`,
    rows,
    kept,
    up: [
      'create or replace function is_ok(value text)\n RETURNS boolean\n LANGUAGE sql\n IMMUTABLE\nAS $function$ select value is not null $function$',
    ],
  },
  {
    name: 'a default calls another function',
    before: `${fn('one() returns text', `select 'a'`)}; ${users('code text default one()')}`,
    after: `${fn('two() returns text', `select 'b'`)}; ${users('code text default two()')}`,
    rows,
    kept,
    up: [
      'alter table users alter column code drop default',
      "create or replace function two()\n RETURNS text\n LANGUAGE sql\nAS $function$ select 'b' $function$",
      'drop function one()',
      'alter table users alter column code set default two()',
    ],
  },
  {
    name: 'the function of a default returns another type',
    before: `${fn('one() returns varchar', `select 'a'`)}; ${users('code text default one()')}`,
    after: `${fn('one() returns text', `select 'a'`)}; ${users('code text not null default one()')}`,
    rows,
    kept,
    up: [
      'alter table users alter column code drop default',
      'drop function one()',
      "create or replace function one()\n RETURNS text\n LANGUAGE sql\nAS $function$ select 'a' $function$",
      'alter table users alter column code set not null',
      'alter table users alter column code set default one()',
    ],
  },
  {
    name: 'a function that reads a table, in standard SQL',
    before: users(),
    after: `${users()}; create function counted() returns bigint begin atomic select count(*) from users; end`,
    rows,
    gives: ['select counted()::integer as n', [{ n: 1 }]],
    up: [
      'create or replace function counted()\n RETURNS bigint\n LANGUAGE sql\nBEGIN ATOMIC\n SELECT count(*) AS count\n    FROM users;\nEND',
    ],
  },
  {
    name: 'a column of its table changes its type',
    before: `${users('age integer')}; create function ages() returns setof integer begin atomic select age from users; end`,
    after: `${users('age bigint')}; create function ages() returns setof bigint begin atomic select age from users; end`,
    rows,
    kept,
    up: [
      'drop function ages()',
      'alter table users alter column age type bigint',
      'create or replace function ages()\n RETURNS SETOF bigint\n LANGUAGE sql\nBEGIN ATOMIC\n SELECT users.age\n    FROM users;\nEND',
    ],
  },
  {
    name: 'one that takes a row of a table',
    before: users(),
    after: `${users()}; ${fn('label(u users) returns text', 'select u.name')}`,
    rows,
    gives: ['select label(users) from users', [{ label: 'Ada' }]],
    up: [
      'create or replace function label(u users)\n RETURNS text\n LANGUAGE sql\nAS $function$ select u.name $function$',
    ],
  },
  {
    name: 'a procedure instead of a function',
    before: fn('one() returns void', 'select 1'),
    after: 'create procedure one() language sql as $$ select 1 $$',
    up: [
      'drop function one()',
      'create or replace procedure one()\n LANGUAGE sql\nAS $procedure$ select 1 $procedure$',
    ],
  },
  {
    name: 'two of one name',
    before: fn('one(a integer) returns integer', 'select 1'),
    after: `${fn('one(a integer) returns integer', 'select 2')}; ${fn('one(a text) returns integer', 'select 3')}; comment on function one(text) is 'of texts'`,
    up: [
      'create or replace function one(a integer)\n RETURNS integer\n LANGUAGE sql\nAS $function$ select 2 $function$',
      'create or replace function one(a text)\n RETURNS integer\n LANGUAGE sql\nAS $function$ select 3 $function$',
      "comment on function one(a text) is 'of texts'",
    ],
  },
  {
    name: 'one in another schema',
    before: 'create schema app',
    after: `create schema app; ${fn('app.one() returns integer', 'select 1')}; create table t (n integer default app.one())`,
    up: [
      'create or replace function app.one()\n RETURNS integer\n LANGUAGE sql\nAS $function$ select 1 $function$',
      'create table t (\n  n integer default app.one()\n)',
    ],
  },
  {
    name: 'the rights that people gave stay',
    before: `${fn('one() returns integer', 'select 1')}; grant execute on function one() to app_user; revoke execute on function one() from public`,
    after: `${fn('one() returns bigint', 'select 1')}; grant execute on function one() to app_user; revoke execute on function one() from public`,
    up: [
      'drop function one()',
      'create or replace function one()\n RETURNS bigint\n LANGUAGE sql\nAS $function$ select 1 $function$',
      'revoke all on routine one() from public',
      'grant EXECUTE on routine one() to app_user',
    ],
  },
];
