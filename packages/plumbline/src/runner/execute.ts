import type { OwnLimits } from '../history/index.ts';
import { hasSqlstate, SQLSTATE } from '../problem/index.ts';
import { identifier, literal } from '../sql/index.ts';
import { isConnectionLoss } from './connection-loss.ts';
import { statementProblem, tooSlow } from './failure.ts';
import type { Loaded } from './load.ts';
import { isInTheWay } from './patience.ts';
import type { Limits, Placed, RunContext } from './run-context.ts';
import { asTransaction, type Context } from './session.ts';
import { withoutLimits } from './settings.ts';
import type { StatementAnalysis } from './statement-analysis.ts';
import { type Watched, watched } from './watch.ts';

/** Sets up a transaction for a migration: no time limits of everyday work, and what names without a schema mean. */
export async function prepare({ work, side, schema }: RunContext, transaction: Context): Promise<void> {
  if (side) await work.query(withoutLimits('transaction'), transaction);
  if (schema !== undefined) await work.query(`set local search_path = ${identifier(schema)}`, transaction);
}

/** In milliseconds; 0 is none. */
export interface TimeLimit {
  /** How long a statement waits for a lock before it gives way and tries again later. */
  lock: number;
  /** How long it may run. */
  statement: number;
}

/**
 * The time limits of one statement.
 *
 * @param own what its migration says by itself
 * @param blocks whether an earlier statement of its transaction took a lock that others queue behind
 */
export function timeLimit(
  analysis: StatementAnalysis,
  limits: Limits,
  { own, blocks }: { own: OwnLimits; blocks: boolean },
): TimeLimit {
  const { lock = limits.lock, statement = limits.statement } = own;
  return { lock: blocks || analysis.blocks ? lock : limits.patience, statement: analysis.blocks ? statement : 0 };
}

/**
 * The time limits of statements in one transaction. As soon as one took a lock that others queue behind, everything after
 * it keeps them waiting.
 */
export class TimeLimits {
  readonly #run: RunContext;
  readonly #placed: Placed;
  readonly #own: Set<string>;
  #blocks = false;

  /** @param own the settings that the migration takes care of by itself */
  constructor(run: RunContext, placed: Placed, own = new Set<string>()) {
    this.#run = run;
    this.#placed = placed;
    this.#own = own;
  }

  #of({ analysis }: Loaded): TimeLimit {
    const limit = timeLimit(analysis, this.#run.limits, { own: this.#placed.own, blocks: this.#blocks });
    this.#blocks ||= analysis.blocks;
    return limit;
  }

  /** Tells the session; what a migration sets by itself stays as it sets it. */
  async apply(statement: Loaded, scope: 'local' | 'session', context: Context): Promise<number> {
    const { setting } = statement.analysis;
    if (setting) this.#own.add(setting);
    if (!this.#run.side) return 0;
    const limits = this.#of(statement);
    const values = { lock_timeout: limits.lock, statement_timeout: limits.statement };
    const sql = Object.entries(values)
      .filter(([name]) => !this.#own.has(name))
      .map(([name, ms]) => `pg_catalog.set_config(${literal(name)}, '${ms}', ${scope === 'local'})`)
      .join(', ');
    if (sql) await this.#run.work.query(`select ${sql}`, context);
    return this.#own.has('statement_timeout') ? 0 : limits.statement;
  }
}

/** Does something on the server, looked at from beside. */
export const looking = <T>(
  { side, report, stop }: RunContext,
  name: string,
  seen: Watched,
  work: () => Promise<T>,
): Promise<T> => (side ? watched({ side, name, report, seen, stop }, work) : work());

/**
 * Runs one statement, watched.
 *
 * @param limit its time limit, in milliseconds; 0 is none
 * @param kept what of its migration stays when it fails
 */
export async function execute(
  run: RunContext,
  name: string,
  statement: Loaded,
  context: Context,
  { seen, limit, kept }: { seen: Watched; limit: number; kept: string },
): Promise<void> {
  const { driver, stop } = run;
  const started = performance.now();
  try {
    await looking(run, name, seen, () =>
      driver.execute(statement.query as string, undefined, 'all', asTransaction(context)),
    );
  } catch (error) {
    if (isInTheWay(error) || isConnectionLoss(error)) throw error;
    const cancelled = hasSqlstate(error, SQLSTATE.queryCanceled);
    if (cancelled) stop.throwIfAborted();
    const failed = { name, statement, sql: statement.sql, kept };
    // a person's cancel has the same code
    if (cancelled && limit > 0 && performance.now() - started >= limit) throw tooSlow(error, limit, failed);
    throw statementProblem(error, failed);
  }
}
