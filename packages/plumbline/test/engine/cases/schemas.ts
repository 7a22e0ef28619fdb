import type { Case } from '../case.ts';

const billing = `create schema billing; create table billing.invoices (id integer primary key, total numeric)`;

export const schemas: Case[] = [
  {
    name: 'nothing',
    before: `${billing}; create type billing.kind as enum ('a'); create view billing.open as select * from billing.invoices; comment on schema billing is 'money'; create schema "Odd one"`,
    up: [],
  },
  {
    name: 'one with a table',
    after: billing,
    up: [
      'create schema billing',
      'create table billing.invoices (\n  id integer not null,\n  total numeric,\n  constraint invoices_pkey PRIMARY KEY (id)\n)',
    ],
  },
  {
    name: 'one goes with its table',
    before: billing,
    after: '',
    rows: 'insert into billing.invoices values (1, 2)',
    hazards: ['drop-table'],
    up: ['drop table billing.invoices', 'drop schema billing'],
  },
  { name: 'an empty one goes', before: 'create schema billing', after: '', up: ['drop schema billing'] },
  {
    name: 'a comment',
    before: 'create schema billing',
    after: `create schema billing; comment on schema billing is 'money'`,
    up: ["comment on schema billing is 'money'"],
  },
  {
    name: 'a table moves, as decided',
    before:
      'create table invoices (id serial primary key, total numeric); create table lines (invoice integer references invoices)',
    after: `create schema billing; create table billing.invoices (id serial primary key, total numeric); create table lines (invoice integer references billing.invoices)`,
    rows: 'insert into invoices values (1, 2); insert into lines values (1)',
    answers: ['rename table invoices=billing.invoices'],
    kept: { before: 'select total from invoices', after: 'select total from billing.invoices' },
    up: ['create schema billing', 'alter table invoices set schema billing'],
  },
  {
    name: 'a schema is renamed, as decided',
    before: billing,
    after: billing.replaceAll('billing', 'money'),
    rows: 'insert into billing.invoices values (1, 2)',
    answers: ['rename schema billing=money'],
    kept: { before: 'select * from billing.invoices', after: 'select * from money.invoices' },
    up: ['alter schema billing rename to money'],
  },
  {
    name: 'a type moves with what uses it',
    before: `create type kind as enum ('a'); create table t (k kind)`,
    after: `create schema app; create type app.kind as enum ('a'); create table t (k app.kind)`,
    rows: `insert into t values ('a')`,
    kept: 'select k::text as k from t',
    up: ['create schema app', 'alter type kind set schema app'],
  },
  {
    name: 'the same name in two schemas',
    before: 'create table t (id integer)',
    after:
      'create schema app; create table t (id integer); create table app.t (id integer references public.u); create table u (id integer primary key)'.replace(
        'create table app.t (id integer references public.u); create table u (id integer primary key)',
        'create table u (id integer primary key); create table app.t (id integer references public.u)',
      ),
    up: [
      'create schema app',
      'create table app.t (\n  id integer\n)',
      'create table u (\n  id integer not null,\n  constraint u_pkey PRIMARY KEY (id)\n)',
      'alter table app.t add constraint t_id_fkey FOREIGN KEY (id) REFERENCES u(id)',
    ],
  },
  {
    name: 'a view over tables of two schemas',
    before: `${billing}; create table t (id integer)`,
    after: `${billing}; create table t (id integer); create view both_of_them as select t.id, total from t join billing.invoices using (id)`,
    up: [
      'create view both_of_them as\nSELECT t.id,\n    invoices.total\n   FROM (t\n     JOIN billing.invoices USING (id))',
    ],
  },
];
