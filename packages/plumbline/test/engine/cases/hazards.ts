import type { Case } from '../case.ts';

const items = (...columns: string[]) =>
  `create table items (id integer primary key${columns.map(column => `, ${column}`).join('')})`;

export const hazards: Case[] = [
  { name: 'nothing', before: items('v text'), rows: `insert into items values (1, 'a')`, up: [] },
  {
    name: 'no hazard where the rows fit',
    before: items('v text'),
    after: items('v varchar(3) not null', 'check (id > 0)', 'unique (v)'),
    rows: `insert into items values (1, 'abc')`,
    kept: 'select * from items',
    up: [
      'alter table items alter column v type character varying(3)',
      'alter table items alter column v set not null',
      'alter table items add constraint items_id_check CHECK ((id > 0))',
      'alter table items add constraint items_v_key UNIQUE (v)',
    ],
  },
  {
    name: 'a check of a new column breaks nothing',
    before: items(),
    after: items('n integer', 'check (n > 5)'),
    rows: 'insert into items values (1)',
    up: ['alter table items add column n integer', 'alter table items add constraint items_n_check CHECK ((n > 5))'],
  },
  {
    name: 'values for a table that was renamed are counted under its old name',
    before: items('v text'),
    after: 'create table things (id integer primary key)',
    rows: `insert into items values (1, 'a')`,
    answers: ['rename table items=things'],
    hazards: ['drop-column'],
    up: [
      'alter table items rename to things',
      'alter table things rename constraint items_pkey to things_pkey',
      'alter table things drop column v',
    ],
  },
  {
    name: 'duplicates of a column that was renamed',
    before: items('v text'),
    after: items('w text', 'constraint items_w unique (w)'),
    rows: `insert into items values (1, 'a'), (2, 'b')`,
    answers: ['rename column items.v=w'],
    kept: 'select id from items',
    up: ['alter table items rename column v to w', 'alter table items add constraint items_w UNIQUE (w)'],
  },
  {
    name: 'rows are copied into a table that is partitioned',
    before: items('v text'),
    after: `${items('v text')} partition by hash (id); create table items_0 partition of items for values with (modulus 1, remainder 0)`,
    rows: `insert into items values (1, 'a')`,
    kept: 'select * from items',
    hazards: ['copied-rows'],
    up: [
      'alter table items drop constraint items_pkey',
      'alter table items rename to items__old',
      'create table items (\n  id integer not null,\n  v text,\n  constraint items_pkey PRIMARY KEY (id)\n) partition by HASH (id)',
      'create table items_0 partition of items FOR VALUES WITH (modulus 1, remainder 0)',
      'insert into items (id, v) select id, v from items__old',
      'drop table items__old',
    ],
  },
];
