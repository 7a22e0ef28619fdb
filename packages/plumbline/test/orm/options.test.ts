import { defineEntity, type EntitySchema, type Options, p } from '@mikro-orm/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MIGRATION_OPTIONS, SCHEMA_OPTIONS } from '../../src/orm/options.ts';
import { SmallProject } from '../support/small-project.ts';

const user = defineEntity({
  name: 'User',
  tableName: 'users',
  properties: { id: p.integer().primary(), email: p.text() },
}) as unknown as EntitySchema;

/** Each option with what only it leaves alone: without it, the entities differ from the migrations by just that. */
const LEFT_ALONE: { option: string; says: Partial<Options>; by: string[] }[] = [
  {
    option: 'skipTables',
    says: { schemaGenerator: { skipTables: ['audit'] } },
    by: ["create type level as enum ('a'); create table audit (id serial primary key, l level)"],
  },
  {
    option: 'skipTables by pattern',
    says: { schemaGenerator: { skipTables: [/^public\.aud/, /^aud/] } },
    by: ['create table audit (id serial primary key)'],
  },
  {
    option: 'skipViews',
    says: { schemaGenerator: { skipViews: ['Mails'] } },
    by: ['create view mails as select email from users'],
  },
  {
    option: 'skipColumns',
    says: { schemaGenerator: { skipColumns: { users: [/^legacy/] } } },
    by: ['alter table users add column legacy_id serial; create index on users (legacy_id)'],
  },
  {
    option: 'ignoreSchema',
    says: { schemaGenerator: { ignoreSchema: ['reports'] } },
    by: ['create schema reports; create table reports.daily (id integer primary key)'],
  },
  {
    option: 'ignoreTriggers',
    says: { schemaGenerator: { ignoreTriggers: true } },
    by: [
      "create function stamp() returns trigger language plpgsql as 'begin return new; end'",
      'create trigger touch before update on users for each row execute function stamp()',
    ],
  },
  {
    option: 'ignoreRoutines',
    says: { schemaGenerator: { ignoreRoutines: true } },
    by: ["create function one() returns integer language sql as 'select 1'"],
  },
  {
    option: 'ignorePolicies',
    says: { schemaGenerator: { ignorePolicies: true } },
    by: ['alter table users enable row level security; create policy mine on users using (true)'],
  },
  {
    option: 'safe',
    says: { migrations: { safe: true } },
    by: ['alter table users add column note text; create index on users (note); create table audit (id integer)'],
  },
  {
    option: 'dropTables',
    says: { migrations: { dropTables: false } },
    by: ['create table audit (id integer primary key); create view mails as select email from users'],
  },
];

let project: SmallProject;
beforeAll(async () => {
  project = await SmallProject.create();
  await project.create([user], { name: 'first' });
});
afterAll(() => project.remove());

describe.each(LEFT_ALONE)('$option', ({ says, by }) => {
  const name = `Migration2999010100000${LEFT_ALONE.findIndex(one => one.says === says)}_by_hand`;
  beforeAll(() => project.write(name, by));
  afterAll(() => project.delete(`migrations/${name}.ts`));

  test('leaves alone what it names, in check and in create, and nothing else does', async () => {
    expect(await project.isClean([user])).toBe(false);
    expect(await project.isClean([user], says)).toBe(true);
    const named = defineEntity({
      name: 'User',
      tableName: 'users',
      properties: { id: p.integer().primary(), email: p.text(), name: p.text().nullable() },
    }) as unknown as EntitySchema;
    const { diff, fileName } = await project.create([named], {}, says);
    expect(diff.up).toEqual(['alter table users add column name text']);
    await project.delete(`migrations/${fileName}`);
  });
});

describe('what cannot be honoured is refused with the reason, before anything is done', () => {
  const values: Record<string, unknown> = {
    disableForeignKeys: true,
    emit: 'js',
    generator: class {},
    includeWildcardSchema: true,
  };
  const refused = [...Object.entries(MIGRATION_OPTIONS), ...Object.entries(SCHEMA_OPTIONS)].flatMap(
    ([option, treatment]) => (typeof treatment === 'string' ? [] : [option]),
  );

  test('each of them has a case', () => expect(refused.sort()).toEqual(Object.keys(values).sort()));

  test.each(refused)('%s', async option => {
    const more = { migrations: { [option]: values[option] } } as Partial<Options>;
    await expect(project.create([user], {}, more)).rejects.toMatchObject({ code: 'PL352' });
    await expect(project.isClean([user], more)).rejects.toMatchObject({ code: 'PL352' });
  });
});
