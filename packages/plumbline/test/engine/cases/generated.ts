import type { Case } from '../case.ts';

const items = (...columns: string[]) =>
  `create table items (id integer primary key, a integer, b text${columns.map(column => `, ${column}`).join('')})`;
const rows = `insert into items (id, a, b) values (1, 2, 'X')`;

export const generated: Case[] = [
  {
    name: 'nothing',
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
    before: items(),
    after: items('c integer generated always as (a * 2) virtual'),
    rows,
    gives: ['select c from items', [{ c: 4 }]],
    up: ['alter table items add column c integer generated always as ((a * 2)) virtual'],
    down: ['alter table items drop column c'],
  },
  {
    name: 'it is computed in another way',
    before: items('c integer generated always as (a * 2) stored'),
    after: items('c integer generated always as (a * 3) stored'),
    rows,
    gives: ['select c from items', [{ c: 6 }]],
    up: ['alter table items alter column c set expression as ((a * 3))'],
    down: ['alter table items alter column c set expression as ((a * 2))'],
  },
  {
    name: 'it is computed in another way, when it is read',
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
];
