import type { Case } from '../case.ts';

export const sequences: Case[] = [
  {
    name: 'nothing',
    before:
      'create sequence a; create sequence b as smallint increment by 2 minvalue 0 maxvalue 50 start with 10 cache 5 cycle; create table t (id serial); alter sequence a owned by t.id',
    up: [],
  },
  { name: 'one is added', after: 'create sequence a start with 1000', up: ['create sequence a start with 1000'] },
  { name: 'one goes', before: 'create sequence a', after: '', up: ['drop sequence a'] },
  {
    name: 'one comes that is owned by a text',
    before: 'create table t (n text)',
    rows: `insert into t values ('INV-1')`,
    after: 'create table t (n text); create sequence a owned by t.n',
    up: ['create sequence a', 'alter sequence a owned by t.n'],
  },
  {
    name: 'one comes that is owned by a number with digits behind the point',
    before: 'create table t (n numeric)',
    rows: 'insert into t values (7), (9)',
    after: 'create table t (n numeric); create sequence a owned by t.n',
    up: [
      'create sequence a',
      'alter sequence a owned by t.n',
      `select setval('a', max(n)::bigint) from t having max(n)::bigint >= 1`,
    ],
  },
  {
    name: 'it counts in another way and goes on where it was',
    before: 'create sequence a',
    after: 'create sequence a increment by 10 cycle cache 20',
    rows: `select setval('a', 7)`,
    gives: [`select nextval('a')::integer as n`, [{ n: 17 }]],
    up: ['alter sequence a increment by 10 cache 20 cycle'],
  },
  {
    name: 'it counts downwards, where it cannot go on',
    before: 'create sequence a',
    after: 'create sequence a increment by -1',
    rows: `select setval('a', 7)`,
    gives: [`select nextval('a')::integer as n`, [{ n: -1 }]],
    up: ['alter sequence a increment by -1 minvalue -9223372036854775808 maxvalue -1 start with -1 restart'],
  },
  {
    name: 'it goes with a column from now on',
    before: 'create sequence a; create table t (id integer)',
    after: 'create sequence a; create table t (id integer); alter sequence a owned by t.id',
    up: ['alter sequence a owned by t.id'],
  },
  {
    name: 'it goes with another column',
    before: 'create sequence a; create table t (id integer, n integer); alter sequence a owned by t.id',
    after: 'create sequence a; create table t (id integer, n integer); alter sequence a owned by t.n',
    up: ['alter sequence a owned by t.n'],
  },
  {
    name: 'it goes with no column any more, and the column goes',
    before: 'create sequence a; create table t (id integer, n integer); alter sequence a owned by t.n',
    after: 'create sequence a; create table t (id integer)',
    up: ['alter sequence a owned by none', 'alter table t drop column n'],
  },
  {
    name: 'one for the columns of two tables',
    before: 'create table t (id bigint); create table u (id bigint)',
    after: `create sequence shared; create table t (id bigint default nextval('shared')); create table u (id bigint default nextval('shared'))`,
    up: [
      'create sequence shared',
      "alter table t alter column id set default nextval('shared'::regclass)",
      "alter table u alter column id set default nextval('shared'::regclass)",
    ],
  },
  {
    name: 'another name, as decided',
    before: `create sequence a; create table t (id bigint default nextval('a'))`,
    after: `create sequence b; create table t (id bigint default nextval('b'))`,
    rows: `insert into t default values`,
    answers: ['rename sequence a=b'],
    gives: [`select nextval('b')::integer as n`, [{ n: 2 }]],
    up: ['alter sequence a rename to b'],
  },
];
