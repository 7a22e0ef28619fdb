import type { Case } from '../case.ts';

const docs = (...parts: string[]) =>
  ['create table docs (id integer primary key, owner text, public boolean)', ...parts].join('; ');
const on = 'alter table docs enable row level security';
const rows = `insert into docs values (1, 'Ada', true)`;
const kept = 'select * from docs';

export const policies: Case[] = [
  {
    name: 'nothing',
    before: docs(
      on,
      'alter table docs force row level security',
      'create policy one on docs using (owner = current_user)',
      'create policy two on docs as restrictive for update to app_user using (public) with check (owner is not null)',
    ),
    rows,
    up: [],
  },
  {
    name: 'row level security and a policy',
    before: docs(),
    after: docs(on, 'create policy one on docs using (owner = current_user)'),
    rows,
    kept,
    up: [
      'alter table docs enable row level security',
      'create policy one on docs for all to public using ((owner = CURRENT_USER))',
    ],
  },
  {
    name: 'another condition',
    before: docs(on, 'create policy one on docs using (public)'),
    after: docs(on, 'create policy one on docs using (not public)'),
    rows,
    kept,
    up: ['alter policy one on docs using ((NOT public))'],
  },
  {
    name: 'another command and role',
    before: docs(on, 'create policy one on docs for select using (public)'),
    after: docs(on, 'create policy one on docs for update to app_user using (public) with check (public)'),
    rows,
    kept,
    up: [
      'drop policy one on docs',
      'create policy one on docs for update to app_user using (public) with check (public)',
    ],
  },
  {
    name: 'a policy goes',
    before: docs(on, 'create policy one on docs using (public)'),
    after: docs(on),
    rows,
    kept,
    hazards: ['policy-dropped'],
    up: ['drop policy one on docs'],
  },
  {
    name: 'row level security is switched off',
    before: docs(on, 'create policy one on docs using (public)'),
    after: docs('create policy one on docs using (public)'),
    rows,
    kept,
    hazards: ['security-off'],
    up: ['alter table docs disable row level security'],
  },
  {
    name: 'the owner is not held to it any more',
    before: docs(on, 'alter table docs force row level security'),
    after: docs(on),
    rows,
    kept,
    hazards: ['security-off'],
    up: ['alter table docs no force row level security'],
  },
  {
    name: 'a column that it reads changes its type',
    before: docs(on, `create policy one on docs using (owner = 'x')`, `comment on policy one on docs is 'mine'`),
    after: docs(on, `create policy one on docs using (owner = 'x')`, `comment on policy one on docs is 'mine'`)
      .replace('owner text', 'owner varchar(20)')
      .replace(`owner = 'x'`, `owner::text = 'x'`),
    rows,
    kept,
    up: [
      'drop policy one on docs',
      'alter table docs alter column owner type character varying(20)',
      "create policy one on docs for all to public using (((owner)::text = 'x'::text))",
      "comment on policy one on docs is 'mine'",
    ],
  },
  {
    name: 'it reads another table',
    before: docs(on),
    after: docs(
      on,
      'create table members (name text)',
      'create policy one on docs using (exists (select from members where name = owner))',
    ),
    rows,
    kept,
    up: [
      'create table members (\n  name text\n)',
      'create policy one on docs for all to public using ((EXISTS ( SELECT\n   FROM members\n  WHERE (members.name = docs.owner))))',
    ],
  },
  {
    name: 'another role, and a check',
    before: docs(on, 'create policy one on docs using (public)'),
    after: docs(on, `create policy one on docs to app_user using (public) with check (owner <> '')`),
    rows,
    kept,
    up: ["alter policy one on docs to app_user with check ((owner <> ''::text))"],
  },
  {
    name: 'a check that it had goes',
    before: docs(on, `create policy one on docs using (public) with check (owner <> '')`),
    after: docs(on, 'create policy one on docs using (public)'),
    rows,
    kept,
    up: ['drop policy one on docs', 'create policy one on docs for all to public using (public)'],
  },
  {
    name: 'it becomes restrictive',
    before: docs(on, 'create policy one on docs using (public)'),
    after: docs(on, 'create policy one on docs as restrictive using (public)'),
    rows,
    kept,
    up: ['drop policy one on docs', 'create policy one on docs as restrictive for all to public using (public)'],
  },
  {
    name: 'it asks a view of its own table, and all of them go',
    before:
      'create table t (id integer, o text); create view v as select id, o from t; alter table t enable row level security; create policy own on t using (id in (select id from v))',
    after: '',
    rows: 'insert into t values (1)',
    hazards: ['drop-table'],
    up: ['drop policy own on t', 'drop view v', 'drop table t'],
  },
  {
    name: 'it calls a function that reads its own table, and all of them go',
    before:
      'create table t (id integer); create function f() returns bigint language sql begin atomic select count(*) from t; end; alter table t enable row level security; create policy own on t using (f() > 0)',
    after: '',
    rows: 'insert into t values (1)',
    hazards: ['drop-table'],
    up: ['drop policy own on t', 'drop function f()', 'drop table t'],
  },
];
