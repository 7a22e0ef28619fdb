import type { LedgerEntry } from '../history/index.ts';
import { hasSqlstate, Problem, SQLSTATE } from '../problem/index.ts';
import { isRefusedInTransaction } from '../sql/index.ts';
import { type ConcurrentDdl, recover } from './concurrent-ddl.ts';
import { execute, looking, prepare, TimeLimits } from './execute.ts';
import { excerpt, serverProblem } from './failure.ts';
import type { Loaded } from './load.ts';
import { patiently } from './patience.ts';
import type { Command, StepUnit } from './program.ts';
import type { Placed, RunContext } from './run-context.ts';
import type { Context } from './session.ts';
import { actAs, LIMITS_IN_FORCE } from './settings.ts';
import type { Watched } from './watch.ts';

/** What a statement leaves behind that PostgreSQL cannot take back. */
const STAYS = 'what it began, like an index that is not valid, stays, and the next run takes it away';

/** The session of a migration that runs statement by statement. */
export interface SessionState {
  /** The settings that the migration sets itself. */
  changedSettings: Set<string>;
  /** Whom the run acts as, where the migration does not act as somebody else. */
  role: string;
  /** How many statements the migration has. */
  of: number;
}

/** A part of one statement of a migration that runs statement by statement: its announcement, or itself with its mark. */
export class StatementStep {
  readonly #run: RunContext;
  readonly #placed: Placed;
  readonly #unit: StepUnit;
  #statement: Loaded;
  readonly #limits: TimeLimits;
  readonly #seen: Watched = { blockers: [] };
  readonly #session: SessionState;

  constructor(run: RunContext, placed: Placed, unit: StepUnit, session: SessionState) {
    this.#run = run;
    this.#placed = placed;
    this.#unit = unit;
    this.#statement = unit.step.statement;
    this.#session = session;
    this.#limits = new TimeLimits(run, placed, session.changedSettings);
  }

  /** @param earlier what an earlier run noted that did not come to its end */
  async carryOut(earlier: LedgerEntry | undefined): Promise<void> {
    const { report, lock, stop } = this.#run;
    const { part, step } = this.#unit;
    const { index } = step;
    const isApplied = earlier !== undefined && index < earlier.applied;
    if (part === 'announce') {
      if (isApplied) return;
      stop.throwIfAborted();
      report({ type: 'step', name: this.#name, index, of: this.#session.of, sql: this.#statement.sql });
      await lock?.confirm();
      if (step.stands === 'outside') await this.#refuseBehindProxy();
      return this.#record();
    }
    if (!isApplied) return this.#patiently(earlier !== undefined && index < earlier.started);
    // settings are gone with their session
    if (this.#statement.analysis.setting) await this.#execute(await this.#setLimits());
  }

  get #name(): string {
    return this.#placed.file.name;
  }

  /** @param wasStarted whether an earlier run began with it, and may have come to its end */
  async #patiently(wasStarted: boolean): Promise<void> {
    const { report, stop, limits } = this.#run;
    const { concurrentDdl } = this.#statement.analysis;
    let mayBeApplied = wasStarted;
    await patiently(
      {
        name: this.#name,
        patience: limits.patience,
        report,
        stop,
        seen: this.#seen,
        stays: concurrentDdl && STAYS,
      },
      async () => {
        if (concurrentDdl && (await this.#recovered(concurrentDdl)) && mayBeApplied) return this.#record();
        mayBeApplied = true;
        if (this.#unit.stands !== 'outside' && (await this.#inTransaction())) return;
        await this.#outside(concurrentDdl);
      },
    );
  }

  /** Takes away what an attempt left behind, which may have to wait for a lock as the statement does. */
  async #recovered(concurrentDdl: ConcurrentDdl): Promise<boolean> {
    const { work } = this.#run;
    await this.#setLimits();
    return looking(this.#run, this.#name, this.#seen, () => recover(work, concurrentDdl));
  }

  /** Of the session; behind a proxy there are none to set, which was found out before. */
  async #setLimits(): Promise<number> {
    const { work } = this.#run;
    return work.peer === 'proxy' ? 0 : this.#limits.apply(this.#statement, 'session', work.context);
  }

  /** Writes its marks alone, as whom the run acts: the migration may act as somebody who may not. */
  async #record(): Promise<void> {
    const { work } = this.#run;
    const write = async (context: Context): Promise<void> => {
      for (const command of this.#unit.commands) if (command.type === 'mark') await this.#write(command, context);
    };
    await (this.#actsAsOther ? work.transaction(write) : write(work.context));
  }

  get #actsAsOther(): boolean {
    const { changedSettings } = this.#session;
    return changedSettings.has('role') || changedSettings.has('session_authorization');
  }

  /** @param context a transaction, where the migration acts as somebody else */
  async #write({ mark }: Extract<Command, { type: 'mark' }>, context: Context): Promise<void> {
    const { work, ledger } = this.#run;
    if (this.#actsAsOther) for (const sql of actAs(this.#session.role, 'transaction')) await work.query(sql, context);
    await ledger.write(this.#name, mark, 0, context);
  }

  /**
   * With its mark in one transaction: both are done, or neither.
   *
   * @returns false when PostgreSQL says that the statement cannot stand in a transaction
   */
  async #inTransaction(): Promise<boolean> {
    const { work } = this.#run;
    try {
      await work.transaction(async transaction => {
        await prepare(this.#run, transaction);
        const limit = await this.#limits.apply(this.#statement, 'local', transaction);
        for (const command of this.#unit.commands) {
          if (command.type === 'statement') await this.#execute(limit, transaction);
          else if (command.type === 'mark') await this.#write(command, transaction);
        }
      });
      return true;
    } catch (error) {
      const { cause } = error as Error;
      // it commits what it does bit by bit, so that nobody waits for all of it
      if (hasSqlstate(cause, SQLSTATE.invalidTransactionTermination))
        this.#statement = { ...this.#statement, analysis: { ...this.#statement.analysis, blocks: false } };
      if (isRefusedInTransaction(cause)) return false;
      throw serverProblem(error, `the transaction of ${this.#name}`);
    }
  }

  /** Outside a transaction, as PostgreSQL demands it for work that it does in several of its own; then its mark. */
  async #outside(concurrentDdl: ConcurrentDdl | undefined): Promise<void> {
    const { work, stop } = this.#run;
    await this.#refuseBehindProxy();
    const limit = await this.#setLimits();
    try {
      await this.#execute(limit);
    } catch (error) {
      // not while somebody is in the way, and a stop is not kept waiting: the next attempt or run tidies up
      if (concurrentDdl && error instanceof Problem && !stop.aborted) await recover(work, concurrentDdl);
      throw error;
    }
    await this.#record();
  }

  #execute(limit: number, context = this.#run.work.context): Promise<void> {
    const { index } = this.#unit.step;
    const remains =
      index === 0 ? 'nothing of it was kept' : `what it did before, ${index} of its statements, is recorded`;
    return execute(this.#run, this.#name, this.#statement, context, { seen: this.#seen, limit, remains });
  }

  /** @throws Problem PL172 where the statement needs a setting that a proxy would lose, or give to somebody else */
  async #refuseBehindProxy(): Promise<void> {
    const { work, schema } = this.#run;
    if (work.peer !== 'proxy') return;
    const limits = await work.query<{ name: string }>(LIMITS_IN_FORCE);
    const needs = [
      ...(this.#statement.analysis.setting ? ['the session keeps what it is told'] : []),
      ...(schema === undefined ? [] : [`names without a schema mean ${schema}`]),
      ...limits.map(({ name }) => `${name} is off`),
    ];
    if (needs.length === 0) return;
    throw new Problem('PL172', {
      what: `a statement of ${this.#name} cannot run behind a proxy that hands out sessions by the transaction`,
      why: `it runs outside a transaction, and needs that ${needs.join(', and that ')}\nin: ${excerpt(this.#statement.sql)}`,
      fix: 'connect to the server itself for migrations: PLUMBLINE_MIGRATIONS_DSN names it',
    });
  }
}
