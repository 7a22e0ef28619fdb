import type { Case } from '../case.ts';

const LONG = 'a_name_of_just_as_many_characters_as_postgresql_keeps_sixty_thr';
const odd = (type: string) =>
  `create table "Order" ("select" integer primary key, "it's" ${type}, "a""b" text, "größe" text, "${LONG}" text); create index "Index of Order" on "Order" ("it's"); create view "My View" as select "it's" from "Order"; alter table "Order" add constraint "Odd rule" check ("größe" <> '')`;
const rows = `insert into "Order" values (1, 5, 'x', 'y', 'z')`;

export const names: Case[] = [
  { name: 'nothing', before: odd('integer'), rows, up: [] },
  {
    name: 'quotes everywhere',
    before: odd('integer'),
    after: odd('bigint'),
    rows,
    kept: 'select "select", "a""b" from "Order"',
    up: [
      'drop view "My View"',
      'alter table "Order" alter column "it\'s" type bigint',
      'create view "My View" as\nSELECT "it\'s"\n   FROM "Order"',
    ],
  },
  {
    name: 'everything in quotes is made and goes',
    after: odd('integer'),
    up: [
      'create table "Order" (\n  "select" integer not null,\n  "it\'s" integer,\n  "a""b" text,\n  "größe" text,\n  a_name_of_just_as_many_characters_as_postgresql_keeps_sixty_thr text,\n  constraint "Order_pkey" PRIMARY KEY ("select")\n)',
      'alter table "Order" add constraint "Odd rule" CHECK (("größe" <> \'\'::text))',
      'create index "Index of Order" on "Order" USING btree ("it\'s")',
      'create view "My View" as\nSELECT "it\'s"\n   FROM "Order"',
    ],
  },
  {
    name: 'a table becomes a view',
    before: 'create table t (id integer)',
    after: 'create table base (id integer); create view t as select * from base',
    answers: [],
    up: ['create table base (\n  id integer\n)', 'drop table t', 'create view t as\nSELECT id\n   FROM base'],
  },
  {
    name: 'a view becomes a table',
    before: 'create table base (id integer); create view t as select * from base',
    after: 'create table t (id integer); create table base (id integer)',
    up: ['drop view t', 'create table t (\n  id integer\n)'],
  },
  {
    name: 'an index takes the name of a rule',
    before: 'create table t (id integer, constraint taken unique (id))',
    after: 'create table t (id integer); create index taken on t (id)',
    rows: 'insert into t values (1)',
    kept: 'select * from t',
    up: ['alter table t drop constraint taken', 'create index taken on t USING btree (id)'],
  },
  {
    name: 'a table takes the name of an index',
    before: 'create table t (id integer); create index taken on t (id)',
    after: 'create table t (id integer); create table taken (id integer)',
    up: ['drop index taken', 'create table taken (\n  id integer\n)'],
  },
  {
    name: 'a type takes the name of a table',
    before: 'create table kind (id integer)',
    after: `create type kind as enum ('a'); create table t (k kind)`,
    up: ['drop table kind', "create type kind as enum ('a')", 'create table t (\n  k kind\n)'],
  },
  {
    name: 'a sequence takes the name of a view',
    before: 'create view numbers as select 1 as n',
    after: 'create sequence numbers',
    up: ['drop view numbers', 'create sequence numbers'],
  },
  {
    name: 'a table goes and another takes its name',
    before: 'create table a (id integer primary key, x text); create table b (id integer primary key, y text)',
    after: 'create table b (id integer primary key, x text)',
    rows: `insert into a values (1, 'x'); insert into b values (2, 'y')`,
    answers: ['rename table a=b'],
    hazards: ['drop-table'],
    gives: ['select x from b', [{ x: 'x' }]],
    up: [
      'alter table b rename to b__old',
      'alter table a rename to b',
      'alter table b__old rename constraint b_pkey to b_pkey__old',
      'alter table b rename constraint a_pkey to b_pkey',
      'drop table b__old',
    ],
  },
  {
    name: 'an index moves to another table under its name',
    before: 'create table a (id integer); create table b (id integer); create index ids on a (id)',
    after: 'create table a (id integer); create table b (id integer); create index ids on b (id)',
    rows: 'insert into a values (1)',
    kept: 'select * from a',
    up: ['drop index ids', 'create index ids on b USING btree (id)'],
  },
  {
    name: 'a name of 63 bytes under another of 63 bytes',
    before: `create table "${LONG}" ("${LONG}" integer)`,
    after: `create table "${LONG}" ("${LONG}" integer, n integer); create index "${LONG.slice(1)}x" on "${LONG}" (n)`,
    rows: `insert into "${LONG}" values (1)`,
    up: [
      'alter table a_name_of_just_as_many_characters_as_postgresql_keeps_sixty_thr add column n integer',
      'create index _name_of_just_as_many_characters_as_postgresql_keeps_sixty_thrx on a_name_of_just_as_many_characters_as_postgresql_keeps_sixty_thr USING btree (n)',
    ],
  },
  {
    name: 'a long name of a value that must not be null',
    before: `create table t ("${LONG}" integer)`,
    after: `create table t ("${LONG}" integer not null)`,
    rows: 'insert into t values (1)',
    online: [
      [
        'alter table t add constraint a_name_of_just_as_many_characters_as_postgresql_kee_is_not_null check (a_name_of_just_as_many_characters_as_postgresql_keeps_sixty_thr is not null) not valid',
      ],
      ['alter table t validate constraint a_name_of_just_as_many_characters_as_postgresql_kee_is_not_null'],
      [
        'alter table t alter column a_name_of_just_as_many_characters_as_postgresql_keeps_sixty_thr set not null',
        'alter table t drop constraint a_name_of_just_as_many_characters_as_postgresql_kee_is_not_null',
      ],
    ],
    up: ['alter table t alter column a_name_of_just_as_many_characters_as_postgresql_keeps_sixty_thr set not null'],
  },
  {
    name: 'a long name of an index that is replaced',
    before: `create table t (a integer, b integer); create index "${LONG}" on t (a)`,
    after: `create table t (a integer, b integer); create index "${LONG}" on t (b)`,
    rows: 'insert into t values (1, 2)',
    online: [
      [
        'create index concurrently a_name_of_just_as_many_characters_as_postgresql_keeps_sixt__new on t USING btree (b)',
        'drop index concurrently a_name_of_just_as_many_characters_as_postgresql_keeps_sixty_thr',
      ],
      [
        'alter index a_name_of_just_as_many_characters_as_postgresql_keeps_sixt__new rename to a_name_of_just_as_many_characters_as_postgresql_keeps_sixty_thr',
      ],
    ],
    up: [
      'drop index a_name_of_just_as_many_characters_as_postgresql_keeps_sixty_thr',
      'create index a_name_of_just_as_many_characters_as_postgresql_keeps_sixty_thr on t USING btree (b)',
    ],
  },
  {
    name: 'a long name of an enum that is made anew',
    before: `create type "${LONG}" as enum ('a', 'b'); create table t (k "${LONG}")`,
    after: `create type "${LONG}" as enum ('b', 'a'); create table t (k "${LONG}")`,
    rows: `insert into t values ('a')`,
    kept: 'select k::text as k from t',
    up: [
      'alter type a_name_of_just_as_many_characters_as_postgresql_keeps_sixty_thr rename to a_name_of_just_as_many_characters_as_postgresql_keeps_sixt__old',
      "create type a_name_of_just_as_many_characters_as_postgresql_keeps_sixty_thr as enum ('b', 'a')",
      'alter table t alter column k type a_name_of_just_as_many_characters_as_postgresql_keeps_sixty_thr using k::text::a_name_of_just_as_many_characters_as_postgresql_keeps_sixty_thr',
      'drop type a_name_of_just_as_many_characters_as_postgresql_keeps_sixt__old',
    ],
  },
  {
    name: 'a long name of a table that is made anew',
    before: `create table "${LONG}" (id integer)`,
    after: `create table "${LONG}" (id integer) partition by hash (id); create table p partition of "${LONG}" for values with (modulus 1, remainder 0)`,
    rows: `insert into "${LONG}" values (1)`,
    kept: `select * from "${LONG}"`,
    up: [
      'alter table a_name_of_just_as_many_characters_as_postgresql_keeps_sixty_thr rename to a_name_of_just_as_many_characters_as_postgresql_keeps_sixt__old',
      'create table a_name_of_just_as_many_characters_as_postgresql_keeps_sixty_thr (\n  id integer\n) partition by HASH (id)',
      'create table p partition of a_name_of_just_as_many_characters_as_postgresql_keeps_sixty_thr FOR VALUES WITH (modulus 1, remainder 0)',
      'insert into a_name_of_just_as_many_characters_as_postgresql_keeps_sixty_thr (id) select id from a_name_of_just_as_many_characters_as_postgresql_keeps_sixt__old',
      'drop table a_name_of_just_as_many_characters_as_postgresql_keeps_sixt__old',
    ],
    hazards: ['copied-rows'],
  },
];
