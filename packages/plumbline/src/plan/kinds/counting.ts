/** The largest number of each type that a sequence can count in (source: PostgreSQL 17, CREATE SEQUENCE). */
export const LARGEST: Record<string, string> = {
  smallint: '32767',
  integer: '2147483647',
  bigint: '9223372036854775807',
};

/**
 * The clauses of a sequence that say more than PostgreSQL takes for granted.
 *
 * @param clauses all of them: `start with 1`, `increment by 1`, `minvalue 1`, `maxvalue 32767`, `cache 1`, `no cycle`
 */
export function worthSaying(type: string, clauses: readonly string[]): string[] {
  const down = clauses.some(clause => clause.startsWith('increment by -'));
  const largest = LARGEST[type] ?? '';
  const granted = down
    ? ['start with -1', `minvalue -${BigInt(largest) + 1n}`, 'maxvalue -1']
    : ['start with 1', 'minvalue 1', `maxvalue ${largest}`];
  const all = new Set([...granted, 'increment by 1', 'cache 1', 'no cycle']);
  // it starts where its range does, unless it is told to
  const starts = clauses.includes(down ? 'maxvalue -1' : 'minvalue 1');
  return clauses.filter(clause => !all.has(clause) || (clause.startsWith('start') && !starts));
}
