import { type Decisions, objectNamed } from '../compare/index.ts';
import { type Catalog, objectOf } from '../objects/index.ts';
import { hasSqlstate, isOfClass, SQLSTATE, SQLSTATE_CLASS } from '../problem/index.ts';
import { StatementFailure } from '../shadow/index.ts';
import { type Change, formerly } from './change.ts';
import { isDecided, isRule } from './decided.ts';
import type { ProofFailure } from './failure.ts';
import type { Filling } from './rows.ts';

/** How many rows each table gets. */
const ROWS = 3;
/** How many sets of values a change is tried with before it is taken to fail with rows. */
const SETS = 3;

/** Those that people say hold no rows, under the names that they have now. */
const emptyTables = (from: Catalog, paths: readonly string[]): string[] =>
  paths.flatMap(path => objectNamed(from, `table ${path}`)?.id ?? []);

/** Rows for all tables but those that a person says are empty. */
export const firstFilling = (from: Catalog, { empty }: Decisions): Filling => ({
  wanted: ROWS,
  seed: 0,
  without: new Map(emptyTables(from, empty).map(id => [id, 'it was said to hold no rows anywhere'])),
});

/**
 * Other rows, where it may be the rows that a change failed by and not the change: other values at first. Then fewer,
 * where a new rule, which no decision is about, wants rows to differ, or refuses them; or where there is no way back for
 * their values.
 *
 * @returns nothing where it is the change
 */
export function otherFilling(
  error: unknown,
  filling: Filling,
  change: Change,
): { filling: Filling; limit?: string } | undefined {
  const { phase, object = '', group = '', cause, message } = error as ProofFailure;
  const table = objectOf(change.from, 'table', formerly(change, group))?.id;
  const isOfValues = isOfClass(cause, SQLSTATE_CLASS.dataException, SQLSTATE_CLASS.integrityConstraintViolation);
  if (!(cause instanceof StatementFailure) || !isOfValues) return undefined;
  if (filling.seed < SETS - 1) return { filling: { ...filling, seed: filling.seed + 1 } };
  const decided = isDecided(change, object);
  const again = { ...filling, seed: 0 };
  const isRepeated = hasSqlstate(cause, SQLSTATE.uniqueViolation, SQLSTATE.exclusionViolation);
  if (isRepeated && filling.wanted > 1 && (!decided || phase === 'down'))
    return {
      filling: { ...again, wanted: 1 },
      limit: `not shown with more than one row in each table: ${message}`,
    };
  if (table === undefined || filling.without.has(table)) return undefined;
  const found = change.to.objects.get(object) ?? change.from.objects.get(object);
  const refuses =
    !decided &&
    (isOfClass(cause, SQLSTATE_CLASS.integrityConstraintViolation) || (found !== undefined && isRule(found)));
  if (phase !== 'down' && !refuses) return undefined;
  const why =
    phase === 'down' ? `the way back cannot convert its rows: ${message}` : `a new rule refuses its rows: ${message}`;
  return { filling: { ...again, without: new Map([...filling.without, [table, why]]) } };
}
