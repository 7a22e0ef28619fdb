import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { defineEntity, type Options, p } from '@mikro-orm/core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createMigration, diff, drift, plumbline, show, verify } from '../../src/index.ts';
import type { Baseline } from '../../src/settings.ts';
import { RunProject, type Written } from '../runner/run-project.ts';
import { embedded } from '../support/engines.ts';

const [FIRST, SECOND, THIRD] = ['Migration20250101000000', 'Migration20250201000000', 'Migration20250301000000'];

/** What a database was before it had migrations, and what they did to it: none of them runs on an empty database. */
const OLD: Record<string, Written> = {
  [FIRST]: {
    parent: null,
    up: [`alter table "item" add column "name" text not null default '';`],
    down: ['alter table "item" drop column "name";'],
  },
  // its way back leads nowhere
  [SECOND]: {
    parent: FIRST,
    up: ['create index "item_name_idx" on "item" ("name");'],
    down: ['drop table nothing'],
  },
};
const NEW: Record<string, Written> = {
  [THIRD]: {
    parent: SECOND,
    up: ['alter table "item" add column "price" int null;'],
    down: ['alter table "item" drop column "price";'],
  },
};
/** As pg_dump --schema-only writes it, cut short. */
const DUMP = `
\\restrict abc
SET statement_timeout = 0;
SELECT pg_catalog.set_config('search_path', '', false);
CREATE TABLE public.item (id integer NOT NULL, name text DEFAULT ''::text NOT NULL);
ALTER TABLE public.item OWNER TO shop;
CREATE SEQUENCE public.item_id_seq AS integer START WITH 1 INCREMENT BY 1 NO MINVALUE NO MAXVALUE CACHE 1;
ALTER SEQUENCE public.item_id_seq OWNER TO shop;
ALTER SEQUENCE public.item_id_seq OWNED BY public.item.id;
ALTER TABLE ONLY public.item ALTER COLUMN id SET DEFAULT nextval('public.item_id_seq'::regclass);
COPY public.item (id, name) FROM stdin;
1\tchair
\\.
ALTER TABLE ONLY public.item ADD CONSTRAINT item_pkey PRIMARY KEY (id);
CREATE INDEX item_name_idx ON public.item USING btree (name);
`;

const Item = defineEntity({
  name: 'Item',
  properties: { id: p.integer().primary(), name: p.text().default('').index(), price: p.integer().nullable() },
});
const Grown = defineEntity({
  name: 'Item',
  properties: {
    id: p.integer().primary(),
    name: p.text().default('').index(),
    price: p.integer().nullable(),
    kind: p.text().nullable(),
  },
});

let project: RunProject;
beforeEach(async () => {
  project = await RunProject.create({ ...OLD, ...NEW });
  await writeFile(join(project.folder, 'baseline.sql'), DUMP);
});
afterEach(() => project.remove());

const options = (
  baseline: Baseline | null = { since: SECOND, script: 'baseline.sql' },
  entities: Options['entities'] = [Item],
  env: NodeJS.ProcessEnv = {},
): Promise<Partial<Options>> =>
  plumbline({
    baseDir: project.folder,
    dsnVariable: 'SA01_DB_DSN',
    embeddedFolder: '.plumbline',
    env,
    say: () => {},
    entities: [...(entities ?? [])],
    migrations: { path: './migrations' },
    ...(baseline && { baseline }),
  });

test('migrations that do not run on an empty database stop a command, and a baseline lets it go on from there', async () => {
  expect((await verify(await options(null))).findings).toMatchObject([{ code: 'PL331', migration: FIRST }]);
  expect(await verify(await options())).toMatchObject({
    ok: true,
    taken: [FIRST, SECOND],
    migrations: [THIRD],
    noWayDown: [],
  });
});

test('what comes next is written on top of it, and proven', async () => {
  const { files, up } = await createMigration(await options(undefined, [Grown]), { name: 'kind', answers: [] });
  expect(files).toHaveLength(1);
  expect(up).toEqual(['alter table item add column kind text']);
  expect((await verify(await options(undefined, [Grown]))).ok).toBe(true);
});

test('a script may stand before the first migration', async () => {
  await writeFile(join(project.folder, 'before.sql'), 'create table item (id serial primary key);');
  await project.edit(SECOND, 'drop table nothing', 'drop index item_name_idx');
  const found = await verify(await options({ script: 'before.sql' }));
  expect(found).toMatchObject({ ok: true, taken: [], migrations: [FIRST, SECOND, THIRD] });
});

describe('what only the baseline has', () => {
  const only = (sql: string): Promise<void> => writeFile(join(project.folder, 'baseline.sql'), DUMP + sql);
  const create = async (entities = [Item]) =>
    createMigration(await options(undefined, entities), { name: 'next', answers: [] });

  test.each([
    ['a table', 'CREATE TABLE public.other (id integer);', 'table other'],
    ['a column', 'ALTER TABLE public.item ADD COLUMN search tsvector;', 'column item.search'],
    ['a view', 'CREATE VIEW public.cheap AS SELECT id FROM public.item;', 'view cheap'],
    ['a function', `CREATE FUNCTION public.one() RETURNS integer LANGUAGE sql AS 'select 1';`, 'function one()'],
    ['an index with a name of its own', 'CREATE INDEX by_hand ON public.item (id);', 'index item.by_hand'],
  ])('is asked about: %s', async (_, sql, object) => {
    await only(sql);
    await expect(create()).rejects.toMatchObject({ code: 'PL310', why: expect.stringContaining(object) });
    expect(await readdir(join(project.folder, 'migrations'))).toHaveLength(3);
  });

  test('an index with the name that MikroORM gives it is an entity’s', async () => {
    await only('CREATE INDEX item_id_name_idx ON public.item (id, name);');
    expect((await create()).up).toEqual(['drop index concurrently item_id_name_idx']);
  });
});

test('points before it have no state that is known', async () => {
  const known = await diff(await options(), { from: `migrations@${SECOND}`, to: 'migrations' });
  expect(known.groups).toMatchObject([{ object: 'table item' }]);
  expect((await diff(await options(), { from: 'migrations@base', to: `migrations@${SECOND}` })).same).toBe(false);
  const said = { code: 'PL333', why: expect.stringContaining(SECOND) };
  await expect(diff(await options(), { from: `migrations@${FIRST}`, to: 'migrations' })).rejects.toMatchObject(said);
  await expect(show(await options(), { name: SECOND, changes: true, offline: true })).rejects.toMatchObject(said);
});

test.each<[string, Baseline, string]>([
  ['a migration that the project does not have', { since: 'Migration2', script: 'baseline.sql' }, 'PL333'],
  ['a file that is not there', { since: SECOND, script: 'gone.sql' }, 'PL530'],
])('%s is refused', async (_, baseline, code) => {
  await expect(createMigration(await options(baseline), { name: 'next', answers: [] })).rejects.toMatchObject({ code });
  await expect(verify(await options(baseline))).rejects.toMatchObject({ code });
});

test.each([
  ['a statement that PostgreSQL refuses', 'CREATE TABLE public.item ();', 'PL531'],
  ['an extension that the shadow does not have', 'CREATE EXTENSION postgis;', 'PL341'],
])('a script with %s is refused, and the place is named', async (_, sql, code) => {
  await writeFile(join(project.folder, 'baseline.sql'), DUMP + sql);
  await expect(createMigration(await options(), { name: 'next', answers: [] })).rejects.toMatchObject({
    code,
    location: { file: join(project.folder, 'baseline.sql') },
  });
});

test('a database that ran them is where the baseline leads, and what comes after it', async () => {
  const database = await embedded.create();
  try {
    await database.sql('create table item (id serial primary key)');
    await project.succeeds(['migration:up'], database.env);
    expect(await drift(await options(undefined, [Item], database.env))).toMatchObject({ clean: true, missing: [] });
    await database.sql('alter table item add column stray integer');
    expect(await drift(await options(undefined, [Item], database.env))).toMatchObject({
      clean: false,
      unknown: [{ object: 'table item' }],
    });
  } finally {
    await database.drop();
  }
});
