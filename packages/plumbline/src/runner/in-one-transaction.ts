import type { Method } from '../history/index.ts';
import { execute, prepare, TimeLimits } from './execute.ts';
import { serverProblem } from './failure.ts';
import { load } from './load.ts';
import { patiently } from './patience.ts';
import type { Placed, RunContext } from './run-context.ts';
import type { Context } from './session.ts';
import { putBack, settingsNow } from './settings.ts';
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
          const seconds = await runOne(run, method, placed, transaction, seen);
          await putBack(work, before, transaction);
          await record(run, method, placed, seconds, transaction);
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

/** @returns how long it took, in seconds */
async function runOne(
  run: RunContext,
  method: Method,
  placed: Placed,
  transaction: Context,
  seen: Watched,
): Promise<number> {
  const { ledger, report, stop } = run;
  const { name } = placed.file;
  const started = performance.now();
  await prepare(run, transaction);
  const statements = await load(run, placed, method, transaction);
  if (method === 'up') await ledger.begin(placed.file, transaction);
  const limits = new TimeLimits(run, placed);
  for (const [i, statement] of statements.entries()) {
    stop.throwIfAborted();
    report({ type: 'step', name, index: i, of: statements.length, sql: statement.sql });
    const limit = await limits.apply(statement, 'local', transaction);
    await execute(run, name, statement, transaction, { seen, limit, remains: REMAINS });
  }
  return (performance.now() - started) / 1000;
}

async function record(
  { ledger }: RunContext,
  method: Method,
  { file }: Placed,
  seconds: number,
  transaction: Context,
): Promise<void> {
  await (method === 'up' ? ledger.applied(file, seconds * 1000, transaction) : ledger.reverted(file.name, transaction));
}
