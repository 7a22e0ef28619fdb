import {
  checkHistory,
  checkUnfinished,
  checkWayBack,
  type LedgerEntry,
  type Method,
  type MigrationFile,
  toApply,
  toRevert,
} from '../history/index.ts';
import { hasSqlstate, Problem, SQLSTATE, toProblem } from '../problem/index.ts';
import { isConnectionLoss } from './connection-loss.ts';
import type { Report } from './events.ts';
import { ranBefore } from './failure.ts';
import { runInOneTransaction } from './in-one-transaction.ts';
import { type LockedLedger, withLockedLedger } from './locked-ledger.ts';
import type { Placed, RunContext } from './run-context.ts';
import type { RunOptions } from './run-options.ts';
import { runStatementByStatement } from './statement-by-statement.ts';
import { listenForStop, pause } from './stop.ts';
import { traced } from './trace.ts';

/** How often a lost connection is made again without getting any further, and the pauses before it, in milliseconds. */
const RECONNECT = { attempts: 8, first: 500, most: 15_000 };

/**
 * Runs migrations, one run at a time. Whatever ends it, the ledger says what is done, and the next run goes on from
 * there; a lost connection is made again here.
 *
 * @returns the migrations that were run, in order
 * @throws Problem
 */
export async function runMigrations(options: RunOptions): Promise<MigrationFile[]> {
  const reached = new Set<string>();
  const report: Report = event => {
    if (event.type === 'step') reached.add(`${event.name} ${event.index}`);
    return options.report(event);
  };
  const { stop, unlisten } = listenForStop(report);
  const run = new Run({ ...options, report }, stop);
  try {
    for (let attempt = 1, before = 0; ; attempt++, before = reached.size) {
      try {
        return await run.once();
      } catch (error) {
        if (!isConnectionLoss(error) || error instanceof Problem) throw error;
        stop.throwIfAborted();
        // it got further than the last time: that is no server that is gone
        if (reached.size > before) attempt = 1;
        if (attempt >= RECONNECT.attempts) throw lost(error as Error, attempt);
        const ms = Math.min(RECONNECT.first * 2 ** (attempt - 1), RECONNECT.most);
        report({ type: 'reconnect', why: (error as Error).message, attempt, seconds: ms / 1000 });
        await pause(ms, stop);
      }
    }
  } catch (error) {
    const problem = reached.size > 0 ? ranBefore(error) : error;
    const { code, message } = toProblem(problem);
    await report({ type: 'failed', code, what: message });
    throw problem;
  } finally {
    unlisten();
  }
}

/** One run, with as many connections as it takes. What it is about is chosen once: `+1` is not another one each time. */
class Run {
  readonly #options: RunOptions;
  readonly #stop: AbortSignal;
  #chosen: readonly MigrationFile[] | undefined;

  constructor(options: RunOptions, stop: AbortSignal) {
    this.#options = options;
    this.#stop = stop;
  }

  async once(): Promise<MigrationFile[]> {
    return withLockedLedger(this.#options, this.#stop, locked => this.#run(locked));
  }

  async #run({ entries, files, ...locked }: LockedLedger): Promise<MigrationFile[]> {
    const { method, selection, allowed, report, driver, limits, schema, tables } = this.#options;
    await checkHistory(files, entries, allowed);
    await locked.ledger.adopt(files, entries);
    if (!this.#chosen) {
      this.#chosen = (method === 'up' ? toApply : toRevert)(files, entries, selection);
      report({ type: 'begin', method, migrations: this.#chosen.map(({ name }) => name) });
    }
    const chosen = this.#chosen;
    checkUnfinished(chosen, entries, method);
    if (method === 'down') await checkWayBack(chosen, allowed);
    const context: RunContext = { ...locked, driver, tables, limits, schema, report, stop: this.#stop };
    const placed = await this.#place(context, entries);
    const started = performance.now();
    await traced(`plumbline migration:${method}`, { migrations: placed.length }, async () => {
      for (const group of grouped(placed, this.#options.allOrNothing)) await runGroup(context, method, group);
    });
    report({ type: 'end', method, migrations: chosen.length, seconds: (performance.now() - started) / 1000 });
    return [...chosen];
  }

  /** What of the choice is still to do. */
  async #place({ driver }: RunContext, entries: readonly LedgerEntry[]): Promise<Placed[]> {
    const { method, transactional } = this.#options;
    const chosen = this.#chosen ?? [];
    const byName = new Map(entries.map(entry => [entry.name, entry]));
    const isLeft = ({ name }: MigrationFile): boolean =>
      method === 'up' ? byName.get(name)?.state !== 'applied' : byName.has(name);
    return Promise.all(
      chosen
        .map((file, index) => ({ file, index, of: chosen.length, entry: byName.get(file.name) }))
        .filter(({ file }) => isLeft(file))
        .map(async placed => {
          const { file, entry } = placed;
          // one that is half done was begun statement by statement, whatever its file says by now
          const half = entry !== undefined && entry.state !== 'applied';
          const isWhole = !half && transactional && (await file.load(driver)).isTransactional();
          return { ...placed, transactional: isWhole, limits: await file.limits() };
        }),
    );
  }
}

/** Transactional migrations that follow each other form a group; the others stand alone. */
function grouped(placed: readonly Placed[], allOrNothing: boolean): Placed[][] {
  const groups: Placed[][] = [];
  for (const one of placed) {
    const last = groups.at(-1);
    if (allOrNothing && one.transactional && last?.[0]?.transactional) last.push(one);
    else groups.push([one]);
  }
  return groups;
}

/** What PostgreSQL refuses in one transaction and takes in two: a new enum value that is used, pending trigger events. */
const NEEDS_TWO = [SQLSTATE.unsafeNewEnumValueUsage, SQLSTATE.objectInUse];

async function runGroup(context: RunContext, method: Method, group: readonly Placed[]): Promise<void> {
  const [first] = group;
  if (!first) return;
  const name = group.map(({ file }) => file.name).join(', ');
  // before anything is locked, as it has to hear each migration once more
  if (method === 'up') for (const { file } of group) await file.digest();
  await traced(name, { migrations: group.length }, async () => {
    if (!first.transactional) return runStatementByStatement(context, method, first);
    try {
      await runInOneTransaction(context, method, group);
    } catch (error) {
      if (group.length === 1 || !hasSqlstate((error as Error).cause, ...NEEDS_TWO)) throw error;
      for (const one of group) await runInOneTransaction(context, method, [one]);
    }
  });
}

const lost = (error: Error, attempts: number): Problem =>
  new Problem('PL221', {
    what: 'the connection was lost again and again; what was done is recorded, the next run goes on from there',
    why: `${error.message} (${attempts} attempts)`,
    fix: 'run again when the server is well',
    cause: error,
  });
