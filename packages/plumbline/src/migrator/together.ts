import type { Method } from '../history/index.ts';
import { execute, prepare, TimeLimits } from './execute.ts';
import { serverProblem } from './failure.ts';
import { load } from './load.ts';
import type { Means, Placed } from './means.ts';
import { patiently } from './patience.ts';
import type { Context } from './session.ts';
import { putBack, settingsNow } from './settings.ts';
import type { Watched } from './watch.ts';

const KEPT = 'nothing of it was kept';

/** Runs migrations in one transaction, and again from the start when somebody was in the way. */
export async function runTogether(means: Means, method: Method, group: readonly Placed[]): Promise<void> {
  const { work, report, stop, limits } = means;
  const seen: Watched = { blockers: [] };
  const name = group.map(({ file }) => file.name).join(', ');
  const finished = await patiently({ name, patience: limits.patience, report, stop, seen }, () =>
    work
      .transaction(async transaction => {
        const times: { name: string; seconds: number }[] = [];
        const before = await settingsNow(work, transaction);
        for (const placed of group) {
          const seconds = await runOne(means, method, placed, transaction, seen);
          await putBack(work, before, transaction);
          await record(means, method, placed, seconds, transaction);
          times.push({ name: placed.file.name, seconds });
        }
        // committing without the lock could interleave with the run that has it now
        await means.lock?.confirm();
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
  means: Means,
  method: Method,
  placed: Placed,
  transaction: Context,
  seen: Watched,
): Promise<number> {
  const { ledger, report, stop } = means;
  const { name } = placed.file;
  const started = performance.now();
  await prepare(means, transaction);
  const statements = await load(means, placed, method, transaction);
  if (method === 'up') await ledger.begin(placed.file, transaction);
  const limits = new TimeLimits(means, placed);
  for (const [i, statement] of statements.entries()) {
    stop.throwIfAborted();
    report({ type: 'step', name, index: i, of: statements.length, sql: statement.sql });
    const limit = await limits.apply(statement, 'local', transaction);
    await execute(means, name, statement, transaction, { seen, limit, kept: KEPT });
  }
  return (performance.now() - started) / 1000;
}

async function record(
  { ledger }: Means,
  method: Method,
  { file }: Placed,
  seconds: number,
  transaction: Context,
): Promise<void> {
  await (method === 'up' ? ledger.applied(file, seconds * 1000, transaction) : ledger.reverted(file.name, transaction));
}
