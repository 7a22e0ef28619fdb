import type { MigrationLimits } from '../history/index.ts';
import { hasSqlstate, SQLSTATE } from '../problem/index.ts';
import { literal } from '../sql/index.ts';
import { isConnectionLoss } from './connection-loss.ts';
import { statementProblem, tooSlow } from './failure.ts';
import type { Loaded } from './load.ts';
import { isInTheWay } from './patience.ts';
import { searchPath } from './program.ts';
import type { Limits, Placed, RunContext } from './run-context.ts';
import { asTransaction, type Context } from './session.ts';
import { withoutLimits } from './settings.ts';
import type { StatementAnalysis } from './statement-analysis.ts';
import { type Watched, watched } from './watch.ts';

/** Sets up a transaction for a migration: no time limits of everyday work, and what names without a schema mean. */
export async function prepare({ work, side, schema }: RunContext, transaction: Context): Promise<void> {
  if (side) await work.query(withoutLimits('transaction'), transaction);
  for (const sql of searchPath(schema, 'local')) await work.query(sql, transaction);
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
 * @param own the limits that its migration sets
 * @param blocks whether an earlier statement of its transaction took a lock that others queue behind
 */
export function timeLimit(
  analysis: StatementAnalysis,
  limits: Limits,
  { own, blocks }: { own: MigrationLimits; blocks: boolean },
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
  readonly #changedSettings: Set<string>;
  #blocks = false;

  /** @param changedSettings the settings that the migration sets itself, which stay as it sets them */
  constructor(run: RunContext, placed: Placed, changedSettings = new Set<string>()) {
    this.#run = run;
    this.#placed = placed;
    this.#changedSettings = changedSettings;
  }

  #of({ analysis }: Loaded): TimeLimit {
    const limit = timeLimit(analysis, this.#run.limits, { own: this.#placed.limits, blocks: this.#blocks });
    this.#blocks ||= analysis.blocks;
    return limit;
  }

  /** Sets them in the session; what the migration sets itself stays as it sets it. */
  async apply(statement: Loaded, scope: 'local' | 'session', context: Context): Promise<number> {
    const { setting } = statement.analysis;
    if (setting) this.#changedSettings.add(setting);
    if (!this.#run.side) return 0;
    const limits = this.#of(statement);
    const values = { lock_timeout: limits.lock, statement_timeout: limits.statement };
    const sql = Object.entries(values)
      .filter(([name]) => !this.#changedSettings.has(name))
      .map(([name, ms]) => `pg_catalog.set_config(${literal(name)}, '${ms}', ${scope === 'local'})`)
      .join(', ');
    if (sql) await this.#run.work.query(`select ${sql}`, context);
    return this.#changedSettings.has('statement_timeout') ? 0 : limits.statement;
  }
}

/** Does something on the server, watched from the side session. */
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
 * @param remains what of its migration stays when it fails
 */
export async function execute(
  run: RunContext,
  name: string,
  statement: Loaded,
  context: Context,
  { seen, limit, remains }: { seen: Watched; limit: number; remains: string },
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
    const failed = { name, statement, sql: statement.sql, remains };
    // a person's cancel has the same code
    if (cancelled && limit > 0 && performance.now() - started >= limit) throw tooSlow(error, limit, failed);
    throw statementProblem(error, failed);
  }
}
