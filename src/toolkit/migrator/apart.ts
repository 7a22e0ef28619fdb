import { Problem } from '../problem/index.ts';
import { type Beside, settle } from './beside.ts';
import type { Method } from './events.ts';
import { execute, looking, prepare, TimeLimits } from './execute.ts';
import { serverProblem } from './failure.ts';
import { digest } from './files.ts';
import { type Loaded, load } from './load.ts';
import type { Means, Placed } from './means.ts';
import { patiently } from './patience.ts';
import { quoted } from './quote.ts';
import { LIMITS_IN_FORCE, putBack, settingsNow } from './settings.ts';
import type { Watched } from './watch.ts';

/** What a statement leaves behind that PostgreSQL cannot take back. */
const STAYS = 'what it began, like an index that is not valid, stays, and the next run takes it away';

/** PostgreSQL's word for statements that cannot stand in a transaction. */
const NOT_IN_TRANSACTION = '25001';

/** A digest of the first statements of a migration, which an edited file must still begin with. */
export const trailOf = (statements: readonly Loaded[]): string =>
  digest(JSON.stringify(statements.map(({ sql }) => sql)));

/** Runs one migration statement by statement, each on its own, and goes on where an earlier run broke off. */
export async function runApart(means: Means, method: Method, placed: Placed): Promise<void> {
  const { work, ledger, report } = means;
  const { name, checksum } = placed.file;
  const started = performance.now();
  await keepingSettings(means, () => runSteps(means, method, placed));
  const ms = performance.now() - started;
  await work.transaction(transaction =>
    method === 'up' ? ledger.applied(name, checksum, ms, transaction) : ledger.reverted(name, transaction),
  );
  await report({ type: 'finished', method, name, seconds: ms / 1000 });
}

async function runSteps(means: Means, method: Method, placed: Placed): Promise<void> {
  const { work, ledger, report, lock, stop } = means;
  const { file, entry } = placed;
  const { name, checksum } = file;
  const earlier = entry && entry.state !== 'applied' ? entry : undefined;
  const statements = await load(means, placed, method, work.context);
  if (earlier) checkTrail(placed, statements);
  else if (method === 'up') await ledger.begin(name, checksum, work.context);
  else await ledger.beginReverting(name, work.context);
  const own = new Set<string>();
  for (const [index, statement] of statements.entries()) {
    // what a session was told is gone with it, and said again
    if (earlier && index < earlier.done && !statement.traits.setting) continue;
    stop.throwIfAborted();
    report({ type: 'step', name, index, of: statements.length, sql: statement.sql });
    await lock?.confirm();
    const step = new ApartStep(means, placed, statements, index, own);
    await step.run(earlier !== undefined && index < earlier.begun);
  }
}

/** What a migration tells the session is for its own statements only. A proxy keeps no session to tell anything. */
async function keepingSettings({ work, schema }: Means, steps: () => Promise<void>): Promise<void> {
  if (work.peer === 'proxy') return steps();
  const before = await settingsNow(work, work.context);
  if (schema !== undefined) await work.query(`set search_path = ${quoted(schema)}`);
  try {
    await steps();
  } catch (error) {
    await putBack(work, before, work.context).catch(() => {});
    throw error;
  }
  await putBack(work, before, work.context);
}

/** @throws Problem PL231 when the file was changed above the statement at which it goes on */
function checkTrail({ file, entry }: Placed, statements: readonly Loaded[]): void {
  if (!entry?.done || entry.trail === trailOf(statements.slice(0, entry.done))) return;
  throw new Problem('PL231', {
    what: `${file.name} is half done, and was edited above the point where it goes on; nothing was run`,
    why: `its first ${entry.done} statements are done, and no longer what the file says`,
    fix: 'restore those statements; what comes after them may be corrected',
  });
}

/** One statement of a migration that runs apart, with its mark in the ledger. */
class ApartStep {
  readonly #means: Means;
  readonly #placed: Placed;
  readonly #statement: Loaded;
  readonly #index: number;
  readonly #trail: string;
  readonly #limits: TimeLimits;
  readonly #seen: Watched = { blockers: [] };

  /** @param own the settings that the migration takes care of by itself */
  constructor(means: Means, placed: Placed, statements: readonly Loaded[], index: number, own: Set<string>) {
    this.#means = means;
    this.#placed = placed;
    this.#statement = statements[index] as Loaded;
    this.#index = index;
    this.#trail = trailOf(statements.slice(0, index + 1));
    this.#limits = new TimeLimits(means, placed, own);
  }

  /** @param wasBegun whether an earlier run began with it, and may have come to its end */
  async run(wasBegun: boolean): Promise<void> {
    const { work, ledger, report, stop, limits } = this.#means;
    const { name } = this.#placed.file;
    const { beside, setting } = this.#statement.traits;
    if (beside || setting) await this.#refuseBehindProxy();
    await ledger.begun(name, this.#index + 1, work.context);
    let mayBeDone = wasBegun;
    await patiently(
      { name, patience: limits.patience, report, stop, seen: this.#seen, stays: beside && STAYS },
      async () => {
        if (beside && (await this.#settled(beside)) && mayBeDone) return this.#mark();
        mayBeDone = true;
        if (!beside && !setting && (await this.#inTransaction())) return;
        await this.#bare(beside);
        await this.#mark();
      },
    );
  }

  /** Takes away what an attempt left behind, which may have to wait for a lock as the statement does. */
  async #settled(beside: Beside): Promise<boolean> {
    const { work } = this.#means;
    await this.#setLimits();
    return looking(this.#means, this.#placed.file.name, this.#seen, () => settle(work, beside));
  }

  /** Of the session; behind a proxy there are none to set, which was found out before. */
  async #setLimits(): Promise<number> {
    const { work } = this.#means;
    return work.peer === 'proxy' ? 0 : this.#limits.apply(this.#statement, 'session', work.context);
  }

  #mark(context = this.#means.work.context): Promise<void> {
    return this.#means.ledger.done(this.#placed.file.name, this.#index + 1, this.#trail, context);
  }

  get #kept(): string {
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
    const { work } = this.#means;
    try {
      await work.transaction(async transaction => {
        await prepare(this.#means, transaction);
        const limit = await this.#limits.apply(this.#statement, 'local', transaction);
        await this.#execute(limit, transaction);
        await this.#mark(transaction);
      });
      return true;
    } catch (error) {
      if ((error as { cause?: { code?: string } }).cause?.code === NOT_IN_TRANSACTION) return false;
      throw serverProblem(error, `the transaction of ${this.#placed.file.name}`);
    }
  }

  /** Outside a transaction, as PostgreSQL demands it for work that it does in several of its own. */
  async #bare(beside: Beside | undefined): Promise<void> {
    const { work, stop } = this.#means;
    await this.#refuseBehindProxy();
    const limit = await this.#setLimits();
    try {
      await this.#execute(limit);
    } catch (error) {
      // not while somebody is in the way, and a stop is not kept waiting: the next attempt or run tidies up
      if (beside && error instanceof Problem && !stop.aborted) await settle(work, beside);
      throw error;
    }
  }

  #execute(limit: number, context = this.#means.work.context): Promise<void> {
    const { name } = this.#placed.file;
    return execute(this.#means, name, this.#statement, context, { seen: this.#seen, limit, kept: this.#kept });
  }

  /** @throws Problem PL172 where the statement needs a setting that a proxy would lose, or give to somebody else */
  async #refuseBehindProxy(): Promise<void> {
    const { work, schema } = this.#means;
    if (work.peer !== 'proxy') return;
    const limits = await work.query<{ name: string }>(LIMITS_IN_FORCE);
    const needs = [
      ...(this.#statement.traits.setting ? ['the session keeps what it is told'] : []),
      ...(schema === undefined ? [] : [`names without a schema mean ${schema}`]),
      ...limits.map(({ name }) => `${name} is off`),
    ];
    if (needs.length === 0) return;
    throw new Problem('PL172', {
      what: `a statement of ${this.#placed.file.name} cannot run behind a proxy that hands out sessions by the transaction`,
      why: `it runs outside a transaction, and needs that ${needs.join(', and that ')}\nin: ${this.#statement.sql}`,
      fix: 'connect to the server itself for migrations',
    });
  }
}
