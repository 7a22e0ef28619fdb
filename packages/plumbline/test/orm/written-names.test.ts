import { defineEntity, p } from '@mikro-orm/core';
import { MikroORM } from '@mikro-orm/pglite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Catalog, objectsOf } from '../../src/objects/index.ts';
import { buildEntities, embeddedScratch, Shadow } from '../../src/shadow/index.ts';

let shadow: Shadow;
beforeAll(async () => {
  shadow = new Shadow(await embeddedScratch());
});
afterAll(() => shadow?.close());

const long = 'ü'.repeat(20);

const Texts = defineEntity({
  name: 'Texts',
  tableName: 'texts',
  properties: {
    id: p.integer().primary(),
    apostrophe: p.string().default("it's"),
    escaped: p.string().default("it''s"),
    operator: p.string().default("a' || 'b"),
    backslash: p.string().default('a\\b'),
    empty: p.string().default(''),
    object: p.json().default({ a: "it's" } as never),
    list: p.array().default(["it's", 'x"y', 'c\\d', 'e,f']),
    choice: p.enum(["it's", 'b']).default("it's"),
    native: p.enum(["it's", 'b']).nativeEnumName('choices').default("it's"),
    sql: p.string().defaultRaw(`'a' || 'b'`),
  },
});

const Long = defineEntity({
  name: 'Long',
  tableName: long,
  properties: {
    id: p.integer().primary(),
    [long]: p.string().index(),
    [`${long}b`]: p.string().unique(),
    [`${long}c`]: p.string().unique(),
  },
});

describe('what entities say reaches PostgreSQL as it was meant', () => {
  test('defaults with quotes, backslashes, lists and objects', async () => {
    await build(Texts);
    await shadow.run('insert into texts (id) values (1)');
    const [row] = await shadow.query(
      `select apostrophe, escaped, operator, backslash, empty, object, list, choice, native::text, sql from texts`,
    );
    expect(row).toEqual({
      apostrophe: "it's",
      escaped: "it's",
      operator: "a' || 'b",
      backslash: 'a\\b',
      empty: '',
      object: { a: "it's" },
      list: ["it's", 'x"y', 'c\\d', 'e,f'],
      choice: "it's",
      native: "it's",
      sql: 'ab',
    });
  });

  test('names that PostgreSQL would cut to the same bytes stay apart, and are the same each time', async () => {
    const names = (catalog: Catalog): string[] =>
      [...objectsOf(catalog, 'index'), ...objectsOf(catalog, 'constraint')].map(({ name }) => name).sort();
    const first = names(await build(Long));
    expect(first).toHaveLength(4);
    expect(names(await build(Long))).toEqual(first);
  });
});

async function build(entity: unknown): Promise<Catalog> {
  const orm = await MikroORM.init({ entities: [entity], dbName: 'postgres', connect: false } as never);
  try {
    return await buildEntities(shadow, orm.em as never);
  } finally {
    await orm.close(true);
  }
}
