import type { Case } from '../case.ts';

const items = (...columns: string[]) =>
  `create table items (id integer primary key, a integer, b text${columns.map(column => `, ${column}`).join('')})`;
const rows = `insert into items (id, a, b) values (1, 2, 'X')`;

/** What goes with a column and has to come back: rules, indexes, a view, a comment, a policy, a trigger, rights. */
const withAll = (expression: string) => `${items(`c integer generated always as (${expression}) stored not null`)};
  alter table items add constraint items_c_positive check (c > 0), add constraint items_c_key unique (c, id);
  create table parts (id integer primary key, c integer, item integer, foreign key (c, item) references items (c, id));
  create index items_c on items (c) where c > 1;
  create view big as select id, c from items where c > 3;
  comment on column items.c is 'twice';
  alter table items enable row level security;
  create policy few on items using (c < 100);
  create function note() returns trigger language plpgsql as 'begin return new; end';
  create trigger items_c_note after insert on items for each row when (new.c > 5) execute function note();
  grant select (c) on items to app_user`;

export const generated: Case[] = [
  {
    name: 'nothing',
    since: 18,
    before: items('c integer generated always as (a * 2) stored', 'd text generated always as (lower(b)) virtual'),
    after: items('c integer generated always as ((a) * 2) stored', 'd text generated always as (lower(b))'),
    up: [],
  },
  {
    name: 'a computed column is added',
    before: items(),
    after: items('c integer generated always as (a * 2) stored'),
    rows,
    gives: ['select c from items', [{ c: 4 }]],
    up: ['alter table items add column c integer generated always as ((a * 2)) stored'],
    down: ['alter table items drop column c'],
  },
  {
    name: 'a computed column that is not stored is added',
    since: 18,
    before: items(),
    after: items('c integer generated always as (a * 2) virtual'),
    rows,
    gives: ['select c from items', [{ c: 4 }]],
    up: ['alter table items add column c integer generated always as ((a * 2)) virtual'],
    down: ['alter table items drop column c'],
  },
  {
    name: 'it is computed in another way',
    below: {
      17: {
        hazards: ['computed-anew'],
        up: [
          'alter table items drop column c',
          'alter table items add column c integer generated always as ((a * 3)) stored',
        ],
        down: [
          'alter table items drop column c',
          'alter table items add column c integer generated always as ((a * 2)) stored',
        ],
      },
    },
    before: items('c integer generated always as (a * 2) stored'),
    after: items('c integer generated always as (a * 3) stored'),
    rows,
    gives: ['select c from items', [{ c: 6 }]],
    up: ['alter table items alter column c set expression as ((a * 3))'],
    down: ['alter table items alter column c set expression as ((a * 2))'],
  },
  {
    name: 'it is computed in another way, when it is read',
    since: 18,
    before: items('c integer generated always as (a * 2) virtual'),
    after: items('c integer generated always as (a * 3) virtual'),
    rows,
    up: ['alter table items alter column c set expression as ((a * 3))'],
    down: ['alter table items alter column c set expression as ((a * 2))'],
  },
  {
    name: 'it becomes a plain column',
    before: items('c integer generated always as (a * 2) stored'),
    after: items('c integer'),
    rows,
    gives: ['select c from items', [{ c: 4 }]],
    up: ['alter table items alter column c drop expression'],
    down: [
      'alter table items drop column c',
      'alter table items add column c integer generated always as ((a * 2)) stored',
    ],
  },
  {
    name: 'a virtual one becomes a plain column',
    since: 18,
    before: items('c integer generated always as (a * 2) virtual'),
    after: items('c integer'),
    rows,
    up: ['alter table items drop column c', 'alter table items add column c integer'],
    down: [
      'alter table items drop column c',
      'alter table items add column c integer generated always as ((a * 2)) virtual',
    ],
  },
  {
    name: 'a plain column is computed from now on',
    before: items('c integer'),
    after: items('c integer generated always as (a * 2) stored'),
    rows: 'insert into items values (1, 2, null, 9)',
    hazards: ['compute-column'],
    gives: ['select c from items', [{ c: 4 }]],
    up: [
      'alter table items drop column c',
      'alter table items add column c integer generated always as ((a * 2)) stored',
    ],
    down: ['alter table items alter column c drop expression'],
  },
  {
    name: 'stored instead of virtual',
    since: 18,
    before: items('c integer generated always as (a * 2) virtual'),
    after: items('c integer generated always as (a * 2) stored'),
    rows,
    up: [
      'alter table items drop column c',
      'alter table items add column c integer generated always as ((a * 2)) stored',
    ],
    down: [
      'alter table items drop column c',
      'alter table items add column c integer generated always as ((a * 2)) virtual',
    ],
  },
  {
    name: 'the type of what it is computed from changes',
    below: { 17: { hazards: ['computed-anew'] } },
    before: items('c integer generated always as (a * 2) stored'),
    after: items('c integer generated always as (a * 2) stored')
      .replace('a integer', 'a bigint')
      .replace('(a * 2)', '((a * 2)::integer)'),
    rows,
    gives: ['select a, c from items', [{ a: 2, c: 4 }]],
    up: [
      'alter table items drop column c',
      'alter table items alter column a type bigint',
      'alter table items add column c integer generated always as (((a * 2))::integer) stored',
    ],
    down: [
      'alter table items drop column c',
      'alter table items alter column a type integer',
      'alter table items add column c integer generated always as ((a * 2)) stored',
    ],
  },
  {
    name: 'it has an index and a check',
    below: {
      17: {
        hazards: ['computed-anew'],
        up: [
          'alter table items drop constraint items_c_check',
          'drop index items_c',
          'alter table items drop column c',
          'alter table items add column c bigint generated always as ((a * 3)) stored',
          'alter table items add constraint items_c_check CHECK ((c > 0))',
          'create index items_c on items USING btree (c)',
        ],
        down: [
          'alter table items drop constraint items_c_check',
          'drop index items_c',
          'alter table items drop column c',
          'alter table items add column c integer generated always as ((a * 2)) stored',
          'alter table items add constraint items_c_check CHECK ((c > 0))',
          'create index items_c on items USING btree (c)',
        ],
      },
    },
    before: `${items('c integer generated always as (a * 2) stored check (c > 0)')}; create index items_c on items (c)`,
    after: `${items('c bigint generated always as (a * 3) stored check (c > 0)')}; create index items_c on items (c)`,
    rows,
    gives: ['select c from items', [{ c: 6 }]],
    up: [
      'alter table items drop constraint items_c_check',
      'alter table items alter column c set expression as ((a * 3))',
      'alter table items alter column c type bigint',
      'alter table items add constraint items_c_check CHECK ((c > 0))',
    ],
    down: [
      'alter table items drop constraint items_c_check',
      'alter table items alter column c set expression as ((a * 2))',
      'alter table items alter column c type integer',
      'alter table items add constraint items_c_check CHECK ((c > 0))',
    ],
  },
  {
    name: 'two computed columns change places',
    below: {
      17: {
        hazards: ['computed-anew', 'computed-anew'],
        up: [
          'alter table items drop column c',
          'alter table items add column c integer generated always as ((a * 3)) stored',
          'alter table items drop column d',
          'alter table items add column d integer generated always as ((a * 2)) stored',
        ],
        down: [
          'alter table items drop column c',
          'alter table items add column c integer generated always as ((a * 2)) stored',
          'alter table items drop column d',
          'alter table items add column d integer generated always as ((a * 3)) stored',
        ],
      },
    },
    before: items('c integer generated always as (a * 2) stored', 'd integer generated always as (a * 3) stored'),
    after: items('c integer generated always as (a * 3) stored', 'd integer generated always as (a * 2) stored'),
    rows,
    gives: ['select c, d from items', [{ c: 6, d: 4 }]],
    up: [
      'alter table items alter column c set expression as ((a * 3))',
      'alter table items alter column d set expression as ((a * 2))',
    ],
    down: [
      'alter table items alter column c set expression as ((a * 2))',
      'alter table items alter column d set expression as ((a * 3))',
    ],
  },
  {
    name: 'it is computed in another way, with all that hangs on it',
    before: withAll('a * 2'),
    after: withAll('a * 3'),
    rows,
    gives: ['select id, c from big', [{ id: 1, c: 6 }]],
    below: { 17: { hazards: ['computed-anew'] } },
  },
];
