import type { Method } from '../history/index.ts';
import { hasSqlstate, Problem, SQLSTATE } from '../problem/index.ts';
import { identifier, isRefusedInTransaction } from '../sql/index.ts';
import { AppliedDigest } from './applied-digest.ts';
import { type ConcurrentDdl, recover } from './concurrent-ddl.ts';
import { execute, looking, prepare, TimeLimits } from './execute.ts';
import { excerpt, serverProblem } from './failure.ts';
import { type Loaded, load } from './load.ts';
import { patiently } from './patience.ts';
import type { Placed, RunContext } from './run-context.ts';
import type { Context } from './session.ts';
import { actAs, LIMITS_IN_FORCE, putBack, settingsNow } from './settings.ts';
import type { Watched } from './watch.ts';

/** What a statement leaves behind that PostgreSQL cannot take back. */
const STAYS = 'what it began, like an index that is not valid, stays, and the next run takes it away';

/** Runs one migration statement by statement, each on its own, and goes on where an earlier run broke off. */
export async function runStatementByStatement(run: RunContext, method: Method, placed: Placed): Promise<void> {
  const { work, ledger, report } = run;
  const { name } = placed.file;
  const started = performance.now();
  await keepingSettings(run, role => runSteps(run, method, placed, role)).catch((error: unknown) => {
    throw serverProblem(error, `recording what ${name} did`);
  });
  const ms = performance.now() - started;
  await work.transaction(transaction =>
    method === 'up' ? ledger.applied(placed.file, ms, transaction) : ledger.reverted(name, transaction),
  );
  await report({ type: 'finished', method, name, seconds: ms / 1000 });
}

/** @param role whom the run acts as */
async function runSteps(run: RunContext, method: Method, placed: Placed, role: string): Promise<void> {
  const { work, ledger, report, lock, stop } = run;
  const { file, entry } = placed;
  const { name } = file;
  const earlier = entry && entry.state !== 'applied' ? entry : undefined;
  const statements = await load(run, placed, method, work.context);
  if (earlier) checkApplied(placed, statements);
  else if (method === 'up') await ledger.begin(file, work.context);
  else await ledger.beginReverting(name, work.context);
  const changedSettings = new Set<string>();
  const appliedDigest = new AppliedDigest();
  for (const [index, statement] of statements.entries()) {
    const isApplied = earlier !== undefined && index < earlier.applied;
    appliedDigest.add(statement.sql);
    if (isApplied && !statement.analysis.setting) continue;
    stop.throwIfAborted();
    const step = new StatementStep(
      run,
      placed,
      { statement, index, appliedDigest: appliedDigest.digest },
      { changedSettings, role },
    );
    // settings are gone with their session
    if (isApplied) {
      await step.setAgain();
      continue;
    }
    report({ type: 'step', name, index, of: statements.length, sql: statement.sql });
    await lock?.confirm();
    await step.run(earlier !== undefined && index < earlier.started);
  }
}

/** The settings of a migration are for its own statements only. A proxy keeps no session to set anything in. */
async function keepingSettings({ work, schema }: RunContext, steps: (role: string) => Promise<void>): Promise<void> {
  if (work.peer === 'proxy') return steps('none');
  const before = await settingsNow(work, work.context);
  if (schema !== undefined) await work.query(`set search_path = ${identifier(schema)}`);
  try {
    await steps(before.role);
  } catch (error) {
    await putBack(work, before, work.context).catch(() => {});
    throw error;
  }
  await putBack(work, before, work.context);
}

/** @throws Problem PL231 when the file was changed above the statement at which it goes on */
function checkApplied({ file, entry }: Placed, statements: readonly Loaded[]): void {
  if (!entry?.applied) return;
  const appliedDigest = new AppliedDigest();
  for (const { sql } of statements.slice(0, entry.applied)) appliedDigest.add(sql);
  if (entry.appliedDigest === appliedDigest.digest) return;
  throw new Problem('PL231', {
    what: `${file.name} is half done, and was edited above the point where it goes on; nothing was run`,
    why: `its first ${entry.applied} statements are done, and no longer what the file says`,
    fix: 'restore those statements; what comes after them may be corrected',
  });
}

/** A statement, its place among the others, and the digest of those up to it. */
interface Nth {
  statement: Loaded;
  index: number;
  appliedDigest: string;
}

/** The session of a migration that runs statement by statement. */
interface SessionState {
  /** The settings that the migration sets itself. */
  changedSettings: Set<string>;
  /** Whom the run acts as, where the migration does not act as somebody else. */
  role: string;
}

/** One statement of a migration that runs statement by statement, with its mark in the ledger. */
class StatementStep {
  readonly #run: RunContext;
  readonly #placed: Placed;
  #statement: Loaded;
  readonly #index: number;
  readonly #appliedDigest: string;
  readonly #limits: TimeLimits;
  readonly #seen: Watched = { blockers: [] };
  readonly #session: SessionState;

  constructor(run: RunContext, placed: Placed, { statement, index, appliedDigest }: Nth, session: SessionState) {
    this.#run = run;
    this.#placed = placed;
    this.#statement = statement;
    this.#index = index;
    this.#appliedDigest = appliedDigest;
    this.#session = session;
    this.#limits = new TimeLimits(run, placed, session.changedSettings);
  }

  /** Sets what it set in an earlier session. */
  async setAgain(): Promise<void> {
    await this.#execute(await this.#setLimits());
  }

  /** @param wasStarted whether an earlier run began with it, and may have come to its end */
  async run(wasStarted: boolean): Promise<void> {
    const { ledger, report, stop, limits } = this.#run;
    const { name } = this.#placed.file;
    const { concurrentDdl, setting, inTransaction } = this.#statement.analysis;
    const isOutside = setting !== undefined || inTransaction.may === 'no';
    if (isOutside) await this.#refuseBehindProxy();
    await this.#record(context => ledger.statementStarted(name, this.#index + 1, context));
    let mayBeApplied = wasStarted;
    await patiently(
      { name, patience: limits.patience, report, stop, seen: this.#seen, stays: concurrentDdl && STAYS },
      async () => {
        if (concurrentDdl && (await this.#recovered(concurrentDdl)) && mayBeApplied) return this.#mark();
        mayBeApplied = true;
        if (!isOutside && (await this.#inTransaction())) return;
        await this.#bare(concurrentDdl);
        await this.#mark();
      },
    );
  }

  /** Takes away what an attempt left behind, which may have to wait for a lock as the statement does. */
  async #recovered(concurrentDdl: ConcurrentDdl): Promise<boolean> {
    const { work } = this.#run;
    await this.#setLimits();
    return looking(this.#run, this.#placed.file.name, this.#seen, () => recover(work, concurrentDdl));
  }

  /** Of the session; behind a proxy there are none to set, which was found out before. */
  async #setLimits(): Promise<number> {
    const { work } = this.#run;
    return work.peer === 'proxy' ? 0 : this.#limits.apply(this.#statement, 'session', work.context);
  }

  #mark(transaction?: Context): Promise<void> {
    const { ledger } = this.#run;
    return this.#record(
      context => ledger.statementApplied(this.#placed.file.name, this.#index + 1, this.#appliedDigest, context),
      transaction,
    );
  }

  /** Writes to the ledger, as whom the run acts: the migration may act as somebody who may not. */
  #record(write: (context: Context) => Promise<void>, transaction?: Context): Promise<void> {
    const { work } = this.#run;
    const { changedSettings, role } = this.#session;
    if (!changedSettings.has('role') && !changedSettings.has('session_authorization'))
      return write(transaction ?? work.context);
    const writeAsRun = async (context: Context): Promise<void> => {
      for (const sql of actAs(role, 'transaction')) await work.query(sql, context);
      await write(context);
    };
    return transaction ? writeAsRun(transaction) : work.transaction(writeAsRun);
  }

  get #remains(): string {
    return this.#index === 0
      ? 'nothing of it was kept'
      : `what it did before, ${this.#index} of its statements, is recorded`;
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
        await this.#execute(limit, transaction);
        await this.#mark(transaction);
      });
      return true;
    } catch (error) {
      const { cause } = error as Error;
      // it commits what it does bit by bit, so that nobody waits for all of it
      if (hasSqlstate(cause, SQLSTATE.invalidTransactionTermination))
        this.#statement = { ...this.#statement, analysis: { ...this.#statement.analysis, blocks: false } };
      if (isRefusedInTransaction(cause)) return false;
      throw serverProblem(error, `the transaction of ${this.#placed.file.name}`);
    }
  }

  /** Outside a transaction, as PostgreSQL demands it for work that it does in several of its own. */
  async #bare(concurrentDdl: ConcurrentDdl | undefined): Promise<void> {
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
  }

  #execute(limit: number, context = this.#run.work.context): Promise<void> {
    const { name } = this.#placed.file;
    return execute(this.#run, name, this.#statement, context, { seen: this.#seen, limit, remains: this.#remains });
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
      what: `a statement of ${this.#placed.file.name} cannot run behind a proxy that hands out sessions by the transaction`,
      why: `it runs outside a transaction, and needs that ${needs.join(', and that ')}\nin: ${excerpt(this.#statement.sql)}`,
      fix: 'connect to the server itself for migrations',
    });
  }
}
