import { defineEntity, type InferEntity, p } from '@mikro-orm/core';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, expectTypeOf, test } from 'vitest';
import { BitVectorType, HalfVectorType, SparseVector, SparseVectorType, VectorType } from '../../src/types/index.ts';
import { Passage } from '../bookshop/src/entities/passages.ts';
import { openBookshop } from '../support/bookshop.ts';
import { onEveryEngine } from '../support/engines.ts';
import type { Opened } from '../support/opened.ts';
import { holds } from '../support/property.ts';

const DIMENSIONS = 7;
const Sample = defineEntity({
  name: 'Sample',
  properties: {
    id: p.integer().primary(),
    dense: p.type(new VectorType(DIMENSIONS)).nullable(),
    half: p.type(new HalfVectorType(DIMENSIONS)).nullable(),
    sparse: p.type(new SparseVectorType(DIMENSIONS)).nullable(),
    bits: p.type(new BitVectorType(DIMENSIONS)).nullable(),
  },
});
type Sample = InferEntity<typeof Sample>;

test('the properties are numbers to TypeScript', () => {
  expectTypeOf<InferEntity<typeof Passage>['vector']>().toEqualTypeOf<number[] | null | undefined>();
  expectTypeOf<Sample['half']>().toEqualTypeOf<number[] | null | undefined>();
  expectTypeOf<Sample['bits']>().toEqualTypeOf<number[] | null | undefined>();
  expectTypeOf<Sample['sparse']>().toEqualTypeOf<SparseVector | null | undefined>();
  expect(new VectorType(DIMENSIONS).runtimeType).toBe('number[]');
});

test('a typed array is as good as an array', () => {
  expect(new VectorType(2).convertToDatabaseValue(new Float32Array([0.5, -2]) as never)).toBe('[0.5,-2]');
});

const several = (element: fc.Arbitrary<number>) => fc.array(element, { minLength: DIMENSIONS, maxLength: DIMENSIONS });
const double = fc.double({ min: -3.4e38, max: 3.4e38, noNaN: true });
const sample = fc.record({
  dense: fc.option(several(fc.oneof(fc.float({ noNaN: true, noDefaultInfinity: true }), double))),
  half: fc.option(several(fc.double({ min: -65_504, max: 65_504, noNaN: true }))),
  sparse: fc.option(several(fc.oneof(fc.constant(0), double)).map(elements => new SparseVector(elements))),
  bits: fc.option(several(fc.nat({ max: 1 }))),
});

/** What a number is in 4 bytes; minus zero is zero. */
const single = (element: number) => Math.fround(element) + 0;
/** What a number is in 2 bytes. */
const half = (element: number) => (new Float16Array([element])[0] ?? 0) + 0;

onEveryEngine('vectors there and back', engine => {
  const queries: string[] = [];
  let shop: Opened;
  beforeAll(async () => {
    const onQuery = (sql: string) => {
      queries.push(sql);
      return sql;
    };
    shop = await openBookshop(engine, { entities: [Sample, Passage], routines: [], onQuery });
    await shop.orm.schema.create();
  });
  afterAll(() => shop.close());
  beforeEach(() => shop.sql('truncate sample, passages'));

  test('come back as they were, as far as their type can hold them', () => {
    let id = 0;
    return holds(
      fc.asyncProperty(sample, async given => {
        const em = shop.orm.em.fork();
        em.create(Sample, { id: ++id, ...given });
        await em.flush();
        em.clear();
        const found = await em.findOneOrFail(Sample, { id });
        expect(found.dense?.map(single) ?? null).toEqual(given.dense?.map(single) ?? null);
        expect(found.half?.map(half) ?? null).toEqual(given.half?.map(half) ?? null);
        expect(found.sparse?.toArray().map(single) ?? null).toEqual(given.sparse?.toArray().map(single) ?? null);
        expect(found.bits).toEqual(given.bits);

        queries.length = 0;
        await em.flush();
        expect(queries, 'a row that was only read is not written').toEqual([]);
      }),
    );
  });

  test('a changed element is written', async () => {
    const em = shop.orm.em.fork();
    em.create(Sample, { id: 1, dense: [1, 2, 3, 4, 5, 6, 7], sparse: new SparseVector(new Map(), DIMENSIONS) });
    await em.flush();
    em.clear();
    const first = await em.findOneOrFail(Sample, 1);
    expect(first.sparse).toEqual(new SparseVector(new Map(), DIMENSIONS));
    first.dense = [7, 6, 5, 4, 3, 2, 1];
    first.sparse = new SparseVector(new Map([[6, 0.5]]), DIMENSIONS);
    await em.flush();
    const [row] = await shop.sql('select dense::text, sparse::text from sample');
    expect(row).toEqual({ dense: '[7,6,5,4,3,2,1]', sparse: '{7:0.5}/7' });
  });

  test('what does not fit is refused before anything is sent', async () => {
    const em = shop.orm.em.fork();
    queries.length = 0;
    em.create(Passage, { bookId: '6f0bb5d0-3f6b-4b8a-9d1f-1f2a3b4c5d6e', text: 'short', vector: [1, 2] });
    await expect(em.flush()).rejects.toMatchObject({
      name: 'Problem',
      code: 'PL300',
      message: 'a value with 2 dimensions does not fit vector(384)',
      subject: 'Passage.vector',
    });
    expect(queries.filter(query => query.startsWith('insert'))).toEqual([]);
    expect(await shop.sql('select from passages')).toEqual([]);
  });

  test('as many dimensions as pgvector has are a column', async () => {
    const widest = [
      new VectorType(16_000),
      new HalfVectorType(16_000),
      new SparseVectorType(1e9),
      new BitVectorType(64_000),
    ];
    const columns = widest.map((type, n) => `c${n} ${type.getColumnType()}`);
    await shop.sql(`drop table if exists widest; create table widest (${columns.join(', ')})`);
    const found = await shop.sql(`select format_type(atttypid, atttypmod) as type from pg_attribute
      where attrelid = 'widest'::regclass and attnum > 0 order by attnum`);
    expect(found.map(({ type }) => type)).toEqual([
      'vector(16000)',
      'halfvec(16000)',
      'sparsevec(1000000000)',
      'bit(64000)',
    ]);
  });

  test.each(['vector(16001)', 'halfvec(16001)', 'sparsevec(1000000001)'])(
    '%s is more than pgvector has',
    async type => {
      await expect(shop.sql(`create table too_wide (c ${type})`)).rejects.toThrow(
        /dimensions for type \w+ cannot exceed/,
      );
    },
  );
});
