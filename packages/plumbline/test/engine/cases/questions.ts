import type { Case } from '../case.ts';

const users = (...columns: string[]) =>
  `create table users (id integer primary key${columns.map(column => `, ${column}`).join('')})`;

export const questions: Case[] = [
  { name: 'nothing to ask', before: users('name text'), rows: `insert into users values (1, 'a')`, up: [] },
  {
    name: 'a column goes and one like it comes',
    before: users('phone text'),
    after: users('mobile text'),
    rows: `insert into users values (1, '123')`,
    questions: ['renamed-column'],
  },
  {
    name: 'a column that holds nothing goes: nothing is lost',
    before: users('phone text'),
    after: users('mobile text'),
    rows: 'insert into users values (1)',
    up: ['alter table users add column mobile text', 'alter table users drop column phone'],
  },
  {
    name: 'a column goes and two like it come',
    before: users('phone text'),
    after: users('mobile text', 'landline varchar(20)'),
    rows: `insert into users values (1, '123')`,
    questions: ['renamed-column'],
  },
  {
    name: 'a column goes and two like it come, and it is none of them',
    before: users('phone text'),
    after: users('mobile text', 'landline varchar(20)'),
    rows: `insert into users values (1, '123')`,
    answers: ['no-rename column users.phone=mobile', 'no-rename column users.phone=landline'],
    hazards: ['drop-column'],
    up: [
      'alter table users add column mobile text',
      'alter table users add column landline character varying(20)',
      'alter table users drop column phone',
    ],
  },
  {
    name: 'a column goes and another kind of column comes',
    before: users('phone text'),
    after: users('age integer'),
    rows: `insert into users values (1, '123')`,
    hazards: ['drop-column'],
    up: ['alter table users add column age integer', 'alter table users drop column phone'],
  },
  {
    name: 'a table goes and one like it comes',
    before: users('name text'),
    after: 'create table people (id integer primary key, name text)',
    rows: `insert into users values (1, 'a')`,
    questions: ['renamed-table'],
  },
  {
    name: 'a table goes and one unlike it comes',
    before: users('name text'),
    after: 'create table prices (amount numeric, currency text, day date)',
    rows: `insert into users values (1, 'a')`,
    hazards: ['drop-table'],
    up: ['create table prices (\n  amount numeric,\n  currency text,\n  day date\n)', 'drop table users'],
  },
  {
    name: 'an enum loses a value and gets one, with rows',
    before: `create type mood as enum ('a', 'b'); create table t (m mood)`,
    after: `create type mood as enum ('a', 'c'); create table t (m mood)`,
    rows: `insert into t values ('b')`,
    questions: ['lost-enum-value'],
  },
  {
    name: 'an enum loses a value that is none of the new ones',
    before: `create type mood as enum ('a', 'b'); create table t (m mood)`,
    after: `create type mood as enum ('a', 'c'); create table t (m mood)`,
    rows: `insert into t values ('a')`,
    kept: 'select m::text as m from t',
    up: [
      'alter type mood rename to mood__old',
      "create type mood as enum ('a', 'c')",
      'alter table t alter column m type mood using m::text::mood',
      'drop type mood__old',
    ],
  },
  {
    name: 'a required column for rows',
    before: users(),
    after: users('a integer not null', 'b text not null', `c text not null default ''`),
    rows: 'insert into users values (1)',
    questions: ['required-column', 'required-column'],
  },
  {
    name: 'several at once',
    before: `${users('phone text')}; create table t (v uuid)`,
    after: `${users('mobile text', 'n integer not null')}; create table t (v integer)`,
    rows: `insert into users values (1, 'x'); insert into t values (gen_random_uuid())`,
    questions: ['renamed-column', 'required-column', 'no-conversion'],
  },
];
