import { Migration } from '@mikro-orm/migrations';
import { defineEntity, MikroORM, p } from '@mikro-orm/pglite';
import { VectorType as PgvectorType } from 'pgvector/mikro-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findChange, type Recorded } from '../../src/authoring/index.ts';
import { noDecisions } from '../../src/compare/index.ts';
import { embeddedScratch, Shadow } from '../../src/shadow/index.ts';

/** What a hand-written migration makes, and an entity that uses it. */
interface Granted {
  what: string;
  made: string[];
  properties?: Record<string, unknown>;
  more?: Record<string, unknown>;
}

const column = (type: string, more = (property: ReturnType<typeof p.text>) => property) =>
  more(p.text().columnType(type) as never);
const INDEX = (expression: string) => ({ indexes: [{ name: 'item_own', expression }] });

const GRANTED: Granted[] = [
  { what: 'citext', made: ['create extension citext'], properties: { email: column('citext') } },
  {
    what: 'pg_trgm, for an index',
    made: ['create extension if not exists pg_trgm'],
    properties: { title: p.text() },
    more: INDEX('create index item_own on item using gin (title gin_trgm_ops)'),
  },
  {
    what: 'btree_gist, for a rule',
    made: ['create extension btree_gist'],
    properties: { room: p.integer(), during: column('tstzrange') },
    more: {
      checks: [],
      indexes: [{ name: 'item_own', expression: 'create index item_own on item using gist (room, during)' }],
    },
  },
  {
    what: 'the column type of pgvector’s own package',
    made: ['create extension vector'],
    properties: { embedding: p.type(PgvectorType).length(3) },
  },
  {
    what: 'an extension in a schema of its own',
    made: ['create schema extensions', 'create extension hstore schema extensions'],
    properties: { tags: column('extensions.hstore') },
  },
  {
    what: 'two extensions, of which one requires the other',
    made: ['create extension earthdistance cascade'],
    properties: { at: column('earth') },
  },
  {
    what: 'uuid-ossp, in a default',
    made: ['create extension "uuid-ossp"'],
    properties: { key: p.uuid().defaultRaw('uuid_generate_v4()') },
  },
  { what: 'ltree', made: ['create extension ltree'], properties: { path: column('ltree') } },
  {
    what: 'a function in a default',
    made: [`create function next_code() returns text language sql as $$ select 'c' || floor(random() * 1000) $$`],
    properties: { code: p.text().defaultRaw('next_code()') },
  },
  {
    what: 'a function in a computed column',
    made: [`create function shout(text) returns text language sql immutable as 'select upper($1)'`],
    properties: { title: p.text(), loud: p.text().generated('(shout(title)) stored') },
  },
  {
    what: 'a domain over a function',
    made: [
      `create function is_code(text) returns boolean language sql immutable as $$ select $1 <> '' $$`,
      'create domain code as text check (is_code(value))',
    ],
    properties: { code: column('code') },
  },
  {
    what: 'a composite type',
    made: ['create type point3 as (x integer, y integer, z integer)'],
    properties: { at: column('point3').nullable() },
  },
  {
    what: 'a range type',
    made: ['create type floats as range (subtype = real)'],
    properties: { span: column('floats').nullable() },
  },
  {
    what: 'a sequence of its own',
    made: ['create sequence numbers start with 100'],
    properties: { n: p.integer().defaultRaw(`nextval('numbers')`) },
  },
  {
    what: 'an operator',
    made: [
      `create function near(integer, integer) returns boolean language sql immutable as 'select abs($1 - $2) < 5'`,
      'create operator ~=~ (leftarg = integer, rightarg = integer, function = near)',
    ],
    properties: { a: p.integer(), b: p.integer() },
    more: { checks: [{ name: 'item_near', expression: 'a ~=~ b' }] },
  },
  {
    what: 'a text search configuration',
    made: ['create text search configuration plain (copy = simple)'],
    properties: { title: p.text() },
    more: INDEX(`create index item_own on item using gin (to_tsvector('plain', title))`),
  },
  {
    what: 'a collation',
    made: [`create collation numeric_order (provider = libc, locale = 'C')`],
    properties: { title: p.text() },
    more: INDEX('create index item_own on item (title collate numeric_order)'),
  },
  {
    what: 'an enum that no entity names',
    made: [`create type mood as enum ('good', 'bad')`],
    properties: { mood: column('mood') },
  },
  {
    what: 'a function that takes a row of a table that is an entity, too',
    made: [
      'create table item (id serial primary key)',
      `create function label(item) returns text language sql immutable as $$ select 'n' || $1.id $$`,
    ],
    properties: {},
    more: INDEX('create index item_own on item (label(item))'),
  },
];

const recorded = (name: string, statements: readonly string[]): Recorded => ({
  name,
  path: undefined,
  load: async driver =>
    new (class extends Migration {
      override up(): void {
        for (const sql of statements) this.addSql(sql);
      }
    })(driver as never, { get: () => undefined } as never),
});

const entity = ({ properties = {}, more = {} }: Granted) =>
  defineEntity({
    name: 'Item',
    tableName: 'item',
    properties: { id: p.integer().primary(), ...properties },
    ...more,
  } as never);

describe('What only a migration can make', () => {
  let shadow: Shadow;
  beforeAll(async () => {
    shadow = new Shadow(await embeddedScratch());
  });
  afterAll(() => shadow?.close());

  test.each(GRANTED.map(one => [one.what, one] as const))('%s, may be used by entities', async (_, granted) => {
    const orm = await MikroORM.init({ entities: [entity(granted)], dbName: 'none', connect: false } as never);
    const find = (migrations: Recorded[]) =>
      findChange(shadow, {
        em: orm.em,
        migrations,
        decisions: noDecisions(),
        together: true,
        live: undefined,
        evidence: 'sample',
        agree: async () => {},
        agreeToFail: async () => {},
        progress: () => {},
      });
    try {
      const first = recorded('Migration1', granted.made);
      const change = await find([first]);
      if (change.kind !== 'proven') throw new Error(`the entity is not made: ${JSON.stringify(change)}`);
      const statements = change.proof.stages.flatMap(({ up }) => up.map(({ step }) => step.sql));
      expect(statements.join(';\n')).not.toMatch(/drop|create (extension|function|domain|operator|sequence|schema)/);
      expect(await find([first, recorded('Migration2', statements)])).toEqual({ kind: 'none' });
    } finally {
      await orm.close(true);
    }
  });

  test('what no entity uses is not taken for granted', async () => {
    const granted = {
      ...(GRANTED[0] as Granted),
      made: ['create extension citext', `create function unused() returns integer language sql as 'select 1'`],
    };
    const orm = await MikroORM.init({ entities: [entity(granted)], dbName: 'none', connect: false } as never);
    const change = await findChange(shadow, {
      ...{ em: orm.em, migrations: [recorded('Migration1', granted.made)], decisions: noDecisions() },
      ...{
        live: undefined,
        evidence: 'sample',
        agree: async () => {},
        agreeToFail: async () => {},
        progress: () => {},
      },
    });
    await orm.close(true);
    expect(
      'differences' in change && change.differences.map(({ change, object }) => `${change} ${object.id}`),
    ).toContain('remove function unused()');
  });
});
