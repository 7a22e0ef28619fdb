/** How a sequence counts, its own or that of an identity column. */
export interface Counting {
  start: bigint;
  increment: bigint;
  min: bigint;
  max: bigint;
  cache: bigint;
  cycle: boolean;
}

/** How a sequence counts, as a query says it: numbers as texts, as they may be too large for JSON. */
export interface CountingRow {
  start: string;
  increment: string;
  min: string;
  max: string;
  cache: string;
  cycle: boolean;
}

export const countingOf = ({ start, increment, min, max, cache, cycle }: CountingRow): Counting => ({
  start: BigInt(start),
  increment: BigInt(increment),
  min: BigInt(min),
  max: BigInt(max),
  cache: BigInt(cache),
  cycle,
});

/** The clauses of a sequence, in the order that PostgreSQL lists them in. */
const COUNTING: { readonly [F in keyof Counting]: (value: Counting[F]) => string } = {
  start: value => `start with ${value}`,
  increment: value => `increment by ${value}`,
  min: value => `minvalue ${value}`,
  max: value => `maxvalue ${value}`,
  cache: value => `cache ${value}`,
  cycle: value => (value ? 'cycle' : 'no cycle'),
};

/** One clause of a sequence. */
export const countingClause = <F extends keyof Counting>(fact: F, counting: Counting): string =>
  COUNTING[fact](counting[fact]);

export const COUNTING_FACTS = Object.keys(COUNTING) as (keyof Counting)[];

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
