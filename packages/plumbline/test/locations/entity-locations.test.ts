import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MikroORM } from '@mikro-orm/core';
import { PostgreSqlDriver } from '@mikro-orm/postgresql';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import type { Difference } from '../../src/compare/index.ts';
import { EntityLocations } from '../../src/locations/index.ts';
import type { Catalog, CatalogObject } from '../../src/objects/index.ts';
import type { Location } from '../../src/problem/index.ts';
import { PostgresNamingStrategy } from '../../src/schema/naming-strategy.ts';
import { buildEntities, openShadow, type Shadow } from '../../src/shadow/index.ts';
import { entities as bookshop, functions } from '../bookshop/src/entities/index.ts';
import { BOOKSHOP } from '../support/repository.ts';
import { entities as shop } from './shop.ts';

interface Subject {
  catalog: Catalog;
  places: EntityLocations;
}

const SHOP = join(import.meta.dirname, 'shop.ts');
/** Where the bookshop's entities are, seen from where the tests run. */
const ENTITIES = join(BOOKSHOP, 'src/entities');

let shadow: Shadow;
let ofBookshop: Subject;
let ofShop: Subject;

beforeAll(async () => {
  shadow = await openShadow({});
  const read = async (entities: unknown[], entry: string, routines: unknown[] = []): Promise<Subject> => {
    const orm = await MikroORM.init({
      driver: PostgreSqlDriver,
      dbName: 'none',
      entities: entities as never,
      routines: routines as never,
      namingStrategy: PostgresNamingStrategy,
    });
    return { catalog: await buildEntities(shadow, orm.em), places: new EntityLocations(orm, [entry]) };
  };
  ofBookshop = await read(bookshop, join(BOOKSHOP, 'mikro-orm.config.js'), functions);
  ofShop = await read(shop, SHOP);
});
afterAll(() => shadow.close());

/** The text from a place to the end of its line. */
function textAt(location: Location | undefined): string | undefined {
  if (location?.line === undefined || location.column === undefined) return undefined;
  const line = readFileSync(location.file, 'utf8').split('\n')[location.line - 1] ?? '';
  return line.slice(location.column - 1);
}

const objectOf = ({ catalog }: Subject, id: string): CatalogObject => {
  const found = catalog.objects.get(id);
  if (!found) throw new Error(`there is no ${id}, but ${[...catalog.objects.keys()].join(', ')}`);
  return found;
};

test('every object of the bookshop has a place among its entities', () => {
  const nowhere = [...ofBookshop.catalog.objects.values()].filter(
    object => !ofBookshop.places.ofObject(object)?.file.startsWith(`${ENTITIES}/`),
  );
  expect(nowhere.map(({ id }) => id)).toEqual([]);
});

test.each([
  ['table authors', 'authors.ts', "tableName: 'authors'"],
  ['column authors.biography', 'authors.ts', 'biography: p.text()'],
  ['column offers.supplier_name', 'suppliers.ts', 'supplier: () => p.manyToOne(Supplier)'],
  ['constraint authors.authors_name_key', 'authors.ts', 'name: p.string().length(255).unique()'],
  ['constraint order_lines.order_lines_book_id_fkey', 'orders.ts', 'book: () =>'],
  ['constraint order_lines.uq_order_line_book', 'orders.ts', "'uq_order_line_book'"],
  ['constraint reviews.chk_stars_range', 'reviews.ts', "'chk_stars_range'"],
  ['constraint suppliers.suppliers_terms_check', 'suppliers.ts', 'terms: p.enum('],
  ['index passages.passages_vector_idx', 'passages.ts', "'passages_vector_idx'"],
  ['index suppliers.suppliers_kind_idx', 'suppliers.ts', "{ properties: 'kind' }"],
  ['trigger suppliers.suppliers_set_updated_at', 'suppliers.ts', "'suppliers_set_updated_at'"],
  ['enum order_status', 'enums.ts', "['pending', 'paid', 'shipped'"],
  ['function sales_touch_updated_at()', 'functions.ts', "'sales_touch_updated_at'"],
  ['extension vector', 'passages.ts', 'vector: p.type(new VectorType'],
])('%s is said in %s', (id, file, text) => {
  const place = ofBookshop.places.ofObject(objectOf(ofBookshop, id));
  expect(place?.file).toBe(`${ENTITIES}/${file}`);
  expect(textAt(place)?.slice(0, text.length)).toBe(text);
});

describe('an entity can say something in many ways', () => {
  it.each([
    ['column products.id', 'id: p.integer()', 'a property of the entity that it extends'],
    ['column products.made_at', 'madeAt: p.datetime()', 'a list that is spread into its properties'],
    ['column products.sku', 'sku: p.text()', 'a key'],
    ['column products.made_street', 'made: () => p.embedded', 'an embedded object'],
    ['constraint products.product_sku', "'product_sku')", 'the name that a property gives'],
    ['constraint products.has_sku', "'has_sku'", 'the name in a list'],
    [
      'index products.products_sku_size_idx',
      "{ properties: ['sku', 'size'] }",
      'the properties of a list without names',
    ],
    ['index products.late', "'late'", 'an index that is an expression'],
    ['enum size', "['small', 'large']", 'values that are a constant'],
    ['enum colour', "['red', 'blue']", 'values in place'],
    ['table shelf.tags', "tableName: 'tags'", 'an EntitySchema'],
    ['schema shelf', "schema: 'shelf'", 'the schema of an entity'],
    ['table products_tags', 'tags: () => p.manyToMany', 'the property that a table between two others comes from'],
  ])('%s: %s, %s', (id, text) => {
    expect(textAt(ofShop.places.ofObject(objectOf(ofShop, id)))?.slice(0, text.length)).toBe(text);
  });
});

describe('what is gone', () => {
  it.each([
    ['column authors.biography', 'biographies', 'properties: {'],
    ['constraint reviews.chk_votes_positive', 'chk_old', 'checks: ['],
    ['trigger suppliers.suppliers_set_updated_at', 'old', 'triggers: ['],
    ['enum order_status', 'old_status', 'entities,'],
    ['table authors', 'old_authors', 'entities,'],
    ['function sales_touch_updated_at()', 'old', 'routines: functions,'],
  ])('%s under an older name leads to the part that does not say it any more', (id, name, text) => {
    const object = { ...objectOf(ofBookshop, id), name } as CatalogObject;
    const gone = object.kind === 'constraint' ? { ...object, details: { ...object.details, columns: [] } } : object;
    expect(textAt(ofBookshop.places.ofObject(gone))?.slice(0, text.length)).toBe(text);
  });
});

test('a new value of an enum is the place of what it changes', () => {
  const after = objectOf(ofBookshop, 'enum order_status') as Extract<CatalogObject, { kind: 'enum' }>;
  const before = { ...after, facts: { ...after.facts, labels: ['pending', 'paid', 'returned', 'cancelled'] } };
  const difference: Difference = { change: 'alter', object: after, before, facts: [] };
  expect(textAt(ofBookshop.places.ofDifference(difference))).toBe("'shipped', 'returned', 'cancelled'] as const;");
});

describe('a statement of the schema that PostgreSQL refuses', () => {
  it.each([
    ['create table "authors" ("id" uuid, "biography" txt, "prizes" int)', 'txt', 'biography: p.text()'],
    ['create table "authors" ("é" uuid, "biography" txt)', 'txt', 'biography: p.text()'],
    [
      'create table "reviews" ("id" uuid, constraint chk_votes_positive check (votes > 0))',
      'votes >',
      "'chk_votes_positive'",
    ],
    ['create index "idx_lines_book" on "order_lines" ("book")', 'order_lines', "'idx_lines_book'"],
    [
      'alter table "offers" add constraint "x" foreign key ("supplier_name") references "t" ("n")',
      't',
      'supplier: () =>',
    ],
    [
      'create trigger "orders_set_updated_at" before update on "orders" for each row execute function f()',
      'f()',
      "'orders_set_updated_at'",
    ],
    [`create type "book_format" as enum ('a', 'a')`, 'book', "['hardcover', 'paperback'"],
    ['create table "authors" ("id" uuid)', undefined, "tableName: 'authors'"],
  ])('%s', async (sql, at, text) => {
    const position = at === undefined ? undefined : sql.indexOf(at) + 1;
    expect(textAt(await ofBookshop.places.ofStatement(sql, position))?.slice(0, text.length)).toBe(text);
  });

  it('has no place when it is about nothing of an entity', async () => {
    expect(await ofBookshop.places.ofStatement('select 1')).toBeUndefined();
    expect(await ofBookshop.places.ofStatement('no sql')).toBeUndefined();
  });
});

test('locations are absolute paths', () => {
  const { file } = ofShop.places.ofObject(objectOf(ofShop, 'table products')) as Location;
  expect(file).toBe(SHOP);
});
