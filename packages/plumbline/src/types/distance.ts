import type { RawQueryFragment } from '@mikro-orm/core';
import * as operators from 'pgvector/mikro-orm';
import { checkElements, withoutUnderflow } from './check.ts';

/** A query fragment that is a number to MikroORM: a key of `where` and `orderBy`, or a selected field. */
type Distance = RawQueryFragment & symbol;

const checked =
  (operator: (column: string, value: number[]) => Distance) =>
  (column: string, value: number[]): Distance => {
    checkElements('vector', value.entries(), column);
    return operator(column, value.map(withoutUnderflow));
  };

/**
 * Cosine distance, pgvector's `<=>`: 0 for the same direction, 1 for a right angle, 2 for the opposite.
 * Served by an index with the operator class `vector_cosine_ops`.
 *
 * @param column the column, with the query's alias when there is one
 * @param value as many finite numbers as the column has dimensions
 *
 * @example
 * const near = await em.find(User, {}, { orderBy: { [cosineDistance('embedding', [0.1, 0.2])]: 'asc' }, limit: 5 });
 */
export const cosineDistance = checked(operators.cosineDistance);

/**
 * Euclidean (L2) distance, pgvector's `<->`. Served by `vector_l2_ops`.
 *
 * @example
 * const near = await em.find(User, {}, { orderBy: { [l2Distance('embedding', [0.1, 0.2])]: 'asc' }, limit: 5 });
 */
export const l2Distance = checked(operators.l2Distance);

/**
 * The inner product with its sign turned, pgvector's `<#>`, because PostgreSQL only scans an index upwards:
 * the smallest value is the largest product. Served by `vector_ip_ops`.
 *
 * @example
 * const near = await em.find(User, {}, { orderBy: { [negativeInnerProduct('embedding', [0.1, 0.2])]: 'asc' } });
 */
export const negativeInnerProduct = checked(operators.maxInnerProduct);
