import type { Method } from '../history/index.ts';
import { execute, prepare, TimeLimits } from './execute.ts';
import { serverProblem } from './failure.ts';
import { WHO } from './ledger.ts';
import { load } from './load.ts';
import { patiently } from './patience.ts';
import { type Command, programOf } from './program.ts';
import type { Placed, RunContext } from './run-context.ts';
import type { Context } from './session.ts';
import { putBack, type Settings, settingsNow } from './settings.ts';
import type { Watched } from './watch.ts';

const REMAINS = 'nothing of it was kept';

/** Runs migrations in one transaction, and again from the start when somebody was in the way. */
export async function runInOneTransaction(run: RunContext, method: Method, group: readonly Placed[]): Promise<void> {
  const { work, report, stop, limits } = run;
  const seen: Watched = { blockers: [] };
  const name = group.map(({ file }) => file.name).join(', ');
  const finished = await patiently({ name, patience: limits.patience, report, stop, seen }, () =>
    work
      .transaction(async transaction => {
        const times: { name: string; seconds: number }[] = [];
        const before = await settingsNow(work, transaction);
        for (const placed of group) {
          const seconds = await runOne(run, method, placed, { transaction, before, seen });
          times.push({ name: placed.file.name, seconds });
        }
        // committing without the lock could interleave with the run that has it now
        await run.lock?.confirm();
        return times;
      })
      .catch((error: unknown) => {
        throw serverProblem(error, `the transaction of ${name}`);
      }),
  );
  for (const { name, seconds } of finished) await report({ type: 'finished', method, name, seconds });
}

/** The transaction that migrations share. */
interface Shared {
  transaction: Context;
  /** The settings of the session before them. */
  before: Settings;
  seen: Watched;
}

/** @returns how long it took, in seconds */
async function runOne(run: RunContext, method: Method, placed: Placed, shared: Shared): Promise<number> {
  const { work, ledger, report, stop } = run;
  const { transaction, before, seen } = shared;
  const { file } = placed;
  const { name } = file;
  const started = performance.now();
  const elapsed = (): number => performance.now() - started;
  await prepare(run, transaction);
  const statements = await load(run, placed, method, transaction);
  const units = await programOf({ file, method, statements, transactional: true, ledger: ledger.sql, who: WHO });
  const limits = new TimeLimits(run, placed);
  const carryOut = async (command: Command): Promise<void> => {
    switch (command.type) {
      case 'mark':
        return ledger.write(name, command.mark, elapsed(), transaction);
      case 'restore settings':
        return putBack(work, before, transaction);
      case 'statement': {
        const { statement, index } = command;
        stop.throwIfAborted();
        report({ type: 'step', name, index, of: statements.length, sql: statement.sql });
        const limit = await limits.apply(statement, 'local', transaction);
        return execute(run, name, statement, transaction, { seen, limit, remains: REMAINS });
      }
    }
  };
  for (const { commands } of units) for (const command of commands) await carryOut(command);
  return elapsed() / 1000;
}
