import type { Case } from '../case.ts';

const users = 'create table users (id integer primary key, name text)';
const rows = `insert into users values (1, 'Ada')`;
const kept = 'select * from users';

const circle = (table: string) =>
  `create ${table} a (id integer primary key, b integer); create ${table} b (id integer primary key, a integer references a); alter table a add constraint a_b foreign key (b) references b (id)`;

export const tables: Case[] = [
  {
    name: 'nothing',
    before: `${users}; create table empty (); create unlogged table fast (id integer) with (fillfactor = 70, autovacuum_enabled = off)`,
    up: [],
  },
  {
    name: 'one with everything',
    after: `create type mood as enum ('a', 'b'); create table parents (id bigint generated always as identity primary key); create table users (id serial primary key, parent bigint not null references parents on delete cascade, name varchar(20) not null default 'x' check (name <> ''), mood mood default 'a', tags text[] not null default '{}', born date, age integer generated always as (extract(year from born)) stored, unique (name, mood)); create index on users (born desc) where born is not null; comment on table users is 'people'; comment on column users.name is 'what they are called'`,
    up: [
      "create type mood as enum ('a', 'b')",
      'create table parents (\n  id bigint generated always as identity not null,\n  constraint parents_pkey PRIMARY KEY (id)\n)',
      "create table users (\n  id serial not null,\n  parent bigint not null,\n  name character varying(20) default 'x'::character varying not null,\n  mood mood default 'a'::mood,\n  tags text[] default '{}'::text[] not null,\n  born date,\n  age integer generated always as (EXTRACT(year FROM born)) stored,\n  constraint users_pkey PRIMARY KEY (id)\n)",
      "comment on table users is 'people'",
      "comment on column users.name is 'what they are called'",
      "alter table users add constraint users_name_check CHECK (((name)::text <> ''::text))",
      'alter table users add constraint users_name_mood_key UNIQUE (name, mood)',
      'create index users_born_idx on users USING btree (born DESC) WHERE (born IS NOT NULL)',
      'alter table users add constraint users_parent_fkey FOREIGN KEY (parent) REFERENCES parents(id) ON DELETE CASCADE',
    ],
  },
  { name: 'one goes', before: users, after: '', rows, hazards: ['drop-table'], up: ['drop table users'] },
  { name: 'an empty one goes', before: users, after: '', up: ['drop table users'] },
  {
    name: 'one is replaced by another, which it is not',
    before: users,
    after: 'create table people (id integer primary key, name text)',
    rows,
    answers: ['no-rename table users=people'],
    hazards: ['drop-table'],
    up: [
      'create table people (\n  id integer not null,\n  name text,\n  constraint people_pkey PRIMARY KEY (id)\n)',
      'drop table users',
    ],
  },
  {
    name: 'options',
    before: users,
    after: `${users} with (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.05)`,
    rows,
    kept,
    up: ["alter table users set (fillfactor='80', autovacuum_vacuum_scale_factor='0.05')"],
  },
  {
    name: 'an option goes, another changes',
    before: `${users} with (fillfactor = 80, autovacuum_enabled = off)`,
    after: `${users} with (fillfactor = 90)`,
    rows,
    kept,
    up: ['alter table users reset (autovacuum_enabled)', "alter table users set (fillfactor='90')"],
  },
  {
    name: 'it is not logged',
    before: users,
    after: users.replace('create', 'create unlogged'),
    rows,
    kept,
    up: ['alter table users set unlogged'],
  },
  {
    name: 'one and what it refers to are logged again',
    before:
      'create unlogged table a (id integer primary key); create unlogged table b (id integer primary key references a)',
    after: 'create table a (id integer primary key); create table b (id integer primary key references a)',
    rows: 'insert into a values (1); insert into b values (1)',
    kept: 'select * from a, b',
    up: [
      'alter table b drop constraint b_id_fkey',
      'alter table a set logged',
      'alter table b set logged',
      'alter table b add constraint b_id_fkey FOREIGN KEY (id) REFERENCES a(id)',
    ],
  },
  {
    name: 'two that refer to each other are logged again',
    before: circle('unlogged table'),
    after: circle('table'),
    up: [
      'alter table a drop constraint a_b',
      'alter table b drop constraint b_a_fkey',
      'alter table a set logged',
      'alter table b set logged',
      'alter table a add constraint a_b FOREIGN KEY (b) REFERENCES b(id)',
      'alter table b add constraint b_a_fkey FOREIGN KEY (a) REFERENCES a(id)',
    ],
  },
  {
    name: 'two that are changed begin to refer to each other',
    before:
      "create unlogged table a (id integer primary key); create table b (id integer primary key); comment on table b is 'x'",
    after: circle('table'),
    up: [
      'alter table a set logged',
      'comment on table b is null',
      'alter table a add column b integer',
      'alter table b add column a integer',
      'alter table a add constraint a_b FOREIGN KEY (b) REFERENCES b(id)',
      'alter table b add constraint b_a_fkey FOREIGN KEY (a) REFERENCES a(id)',
    ],
  },
  {
    name: 'it inherits from another',
    before: `create table things (id integer); create table chairs (legs integer) inherits (things)`,
    up: [],
  },
  {
    name: 'one that inherits is made',
    before: 'create table things (id integer not null, name text)',
    after:
      'create table things (id integer not null, name text); create table chairs (legs integer default 4) inherits (things)',
    up: ['create table chairs (\n  legs integer default 4\n) inherits (things)'],
  },
  {
    name: 'what others inherit gets a column',
    before: 'create table things (id integer); create table chairs (legs integer) inherits (things)',
    after: 'create table things (id integer, name text); create table chairs (legs integer) inherits (things)',
    rows: 'insert into chairs values (1, 4)',
    kept: 'select id, legs from chairs',
    up: ['alter table things add column name text'],
  },
  {
    name: 'one column more than a hundred',
    after: `create table wide (${Array.from({ length: 101 }, (_, i) => `c${i} integer`).join(', ')})`,
  },
];
