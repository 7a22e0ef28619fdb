// Every way in which an entity can say something: what is found where is told in places.test.ts.
import { defineEntity, EntitySchema, p } from '@mikro-orm/core';

const SIZES = ['small', 'large'] as const;

const stamps = {
  madeAt: p.datetime(),
};

export const Base = defineEntity({
  name: 'Base',
  abstract: true,
  properties: {
    id: p.integer().primary(),
  },
});

export const Address = defineEntity({
  name: 'Address',
  embeddable: true,
  properties: {
    street: p.text(),
  },
});

export const Product = defineEntity({
  name: 'Product',
  tableName: 'products',
  extends: Base,
  properties: {
    ...stamps,
    sku: p.text().unique('product_sku'),
    size: p.enum(SIZES).nativeEnumName('size'),
    colour: p.enum(['red', 'blue']).nativeEnumName('colour'),
    made: () => p.embedded(Address),
    tags: () => p.manyToMany(Tag).owner(),
  },
  indexes: [
    { properties: ['sku', 'size'] },
    { name: 'late', expression: 'create index "late" on "products" ("made_at" desc)' },
  ],
  checks: [{ name: 'has_sku', expression: `sku <> ''` }],
});

export const Tag = new EntitySchema({
  name: 'Tag',
  tableName: 'tags',
  schema: 'shelf',
  properties: {
    id: { type: 'integer', primary: true },
  },
});

export const entities = [Product, Tag, Address, Base];
