import { randomUUID } from 'node:crypto';
import type { RawQueryFragment } from '@mikro-orm/core';
import type { SqlEntityManager } from '@mikro-orm/sql';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cosineDistance, l2Distance, negativeInnerProduct } from '../../src/types/index.ts';
import { Passage } from '../bookshop/src/entities/passages.ts';
import { openBookshop } from '../support/bookshop.ts';
import { onEveryEngine } from '../support/engines.ts';
import type { Opened } from '../support/opened.ts';
import { holds } from '../support/property.ts';

const DIMENSIONS = 384;
const ROWS = 40;
const vector = fc.array(fc.float({ min: -1, max: 1, noNaN: true }), { minLength: DIMENSIONS, maxLength: DIMENSIONS });

const product = (a: number[], b: number[]) => a.reduce((sum, element, i) => sum + element * (b[i] as number), 0);
const norm = (a: number[]) => Math.sqrt(product(a, a));

type Distance = (column: string, value: number[]) => RawQueryFragment & symbol;
const MEASURES: [string, Distance, (a: number[], b: number[]) => number][] = [
  ['cosineDistance', cosineDistance, (a, b) => 1 - product(a, b) / (norm(a) * norm(b))],
  ['l2Distance', l2Distance, (a, b) => norm(a.map((element, i) => element - (b[i] as number)))],
  ['negativeInnerProduct', negativeInnerProduct, (a, b) => -product(a, b)],
];

onEveryEngine('nearest neighbours', engine => {
  const stored = fc.sample(vector, { numRuns: ROWS, seed: 20 });
  let shop: Opened;
  beforeAll(async () => {
    shop = await openBookshop(engine);
    await shop.orm.migrator.up();
    const em = shop.orm.em.fork();
    for (const [row, elements] of stored.entries()) {
      em.create(Passage, { id: row + 1, bookId: randomUUID(), text: `text ${row}`, vector: elements });
    }
    await em.flush();
  });
  afterAll(() => shop.close());

  /** With every list of the ivfflat index looked at, what is found is exact, by the index or without. */
  const exactly = <T>(search: (em: SqlEntityManager) => Promise<T>): Promise<T> =>
    shop.orm.em.fork().transactional(async em => {
      await em.execute('set local ivfflat.probes = 100');
      return search(em);
    });

  describe.each(MEASURES)('by %s', (_, distance, measure) => {
    /** Row numbers from the nearest to the farthest, as far as they differ by more than 4-byte arithmetic can tell. */
    const expectOrder = (found: number[], wanted: number[], limit: number) => {
      const far = (id: number) => measure(stored[id - 1] as number[], wanted);
      const all = stored.map((__, row) => far(row + 1)).sort((a, b) => a - b);
      expect(new Set(found).size).toBe(limit);
      for (const [place, id] of found.entries()) expect(far(id)).toBeCloseTo(all[place] as number, 4);
    };

    test('em.find gives them in order', () =>
      holds(
        fc.asyncProperty(vector, fc.integer({ min: 1, max: ROWS }), async (wanted, limit) => {
          fc.pre(norm(wanted) > 0.1);
          const found = await exactly(em =>
            em.find(Passage, {}, { orderBy: { [distance('vector', wanted)]: 'asc' }, limit }),
          );
          expectOrder(
            found.map(({ id }) => id),
            wanted,
            limit,
          );
        }),
      ));

    test('the query builder gives them in order, with their distance', async () => {
      const [wanted] = fc.sample(vector, { numRuns: 1, seed: 21 }) as [number[]];
      const found = await exactly(em =>
        em
          .createQueryBuilder(Passage, 'e')
          .select(['e.id', distance('e.vector', wanted).as('distance')])
          .where({ [distance('e.vector', wanted)]: { $lt: 1e6 } })
          .orderBy({ [distance('e.vector', wanted)]: 'asc' })
          .limit(5)
          .execute<{ id: number; distance: number }[]>(),
      );
      expectOrder(
        found.map(({ id }) => Number(id)),
        wanted,
        5,
      );
      for (const row of found) {
        expect(Number(row.distance)).toBeCloseTo(measure(stored[Number(row.id) - 1] as number[], wanted), 4);
      }
    });
  });

  test('cosine distance is what the index serves', async () => {
    const sql = shop.orm.em
      .fork()
      .createQueryBuilder(Passage, 'e')
      .orderBy({ [cosineDistance('e.vector', stored[0] as number[])]: 'asc' })
      .limit(1)
      .getFormattedQuery();
    const plan = await shop.sql<{ 'QUERY PLAN': string }>(`set enable_seqscan = off; explain ${sql}`);
    expect(plan.map(line => line['QUERY PLAN']).join('\n')).toContain(
      'Index Scan using passages_vector_idx on passages',
    );
  });
});
