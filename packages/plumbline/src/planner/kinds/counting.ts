import { COUNTING_FACTS, type Counting } from '../../catalog/index.ts';

/** The largest number of each type that a sequence can count in (source: PostgreSQL 17, CREATE SEQUENCE). */
export const LARGEST: Record<string, bigint> = {
  smallint: 32_767n,
  integer: 2_147_483_647n,
  bigint: 9_223_372_036_854_775_807n,
};

/** What a sequence of a type is told that PostgreSQL does not take for granted. */
export function worthSaying(type: string, counting: Counting): Set<keyof Counting> {
  const down = counting.increment < 0n;
  const largest = LARGEST[type] ?? 0n;
  const granted: Omit<Counting, 'increment'> = {
    ...(down ? { start: -1n, min: -largest - 1n, max: -1n } : { start: 1n, min: 1n, max: largest }),
    cache: 1n,
    cycle: false,
  };
  // it starts where its range does, unless it is told to
  const starts = down ? counting.max === -1n : counting.min === 1n;
  return new Set(
    COUNTING_FACTS.filter(fact =>
      fact === 'increment'
        ? counting.increment !== 1n
        : counting[fact] !== granted[fact] || (fact === 'start' && !starts),
    ),
  );
}
