import type { Case } from '../case.ts';

const items = (...columns: string[]) => `create table items (id integer primary key, ${columns.join(', ')})`;
const one = (name: string, from: string, to: string, set: string): Case => ({
  name,
  before: items(`v ${from}`),
  after: items(`v ${to}`),
  rows: 'insert into items (id) values (1)',
  kept: 'select * from items',
  up: [`alter table items alter column v ${set}`],
});

export const defaults: Case[] = [
  {
    name: 'nothing, in words of all sorts',
    before: items(
      `a text default 'x'`,
      'b integer default -1',
      'c timestamptz default current_timestamp',
      `d jsonb default '{}'`,
      `e text default E'a\\\\b''c'`,
      `f text[] default '{}'`,
      'g uuid default gen_random_uuid()',
      `h numeric default 1e3`,
      `i interval default '1 day'`,
      `j bytea default '\\xff'`,
      `k date default current_date + 1`,
      `l text default null`,
    ),
    up: [],
  },
  {
    name: 'the same in other words',
    before: items('a timestamptz default now()', `b text default ('a' || 'b')`, 'c boolean default true'),
    after: items('a timestamp with time zone default (now())', `b text default 'a' || 'b'`, `c boolean default 't'`),
    up: [],
  },
  one('a default comes', 'text', `text default 'new'`, `set default 'new'::text`),
  one('a default goes', 'integer default 5', 'integer', 'drop default'),
  one('a default changes in case only', `text default 'New'`, `text default 'new'`, `set default 'new'::text`),
  one(
    'a default with quotes and backslashes',
    `text`,
    `text default 'it''s a \\ "test"'`,
    `set default 'it''s a \\ "test"'::text`,
  ),
  one('the text null is not null', 'text', `text default 'null'`, `set default 'null'::text`),
  one(
    'an expression instead of a constant',
    `text default 'x'`,
    `text default md5(random()::text)`,
    'set default md5((random())::text)',
  ),
  one('a number becomes an expression', 'integer default 3', 'integer default (1 + 2)', 'set default (1 + 2)'),
  {
    name: 'a default that calls a function',
    before: items('v text'),
    after: `create function code() returns text language sql as 'select ''c'''; ${items('v text default code()')}`,
    up: [
      "create or replace function code()\n RETURNS text\n LANGUAGE sql\nAS $function$select 'c'$function$",
      'alter table items alter column v set default code()',
    ],
  },
  {
    name: 'a default that counts a sequence',
    before: items('v bigint'),
    after: `create sequence numbers; ${items(`v bigint default nextval('numbers')`)}`,
    up: ['create sequence numbers', "alter table items alter column v set default nextval('numbers'::regclass)"],
  },
  {
    name: 'a default and a rule at once',
    before: items('v text'),
    after: items(`v text not null default 'x'`),
    rows: `insert into items values (1, 'a')`,
    kept: 'select * from items',
    up: ["alter table items alter column v set default 'x'::text", 'alter table items alter column v set not null'],
  },
];
