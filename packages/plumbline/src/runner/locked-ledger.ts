import type { LedgerEntry, MigrationFile } from '../history/index.ts';
import { ledgerProblem } from './failure.ts';
import { Ledger } from './ledger.ts';
import type { RunLock } from './lock.ts';
import { patiently } from './patience.ts';
import type { RunOptions } from './run-options.ts';
import { checkServer } from './server.ts';
import type { WorkSession } from './session.ts';
import { withoutLimits } from './settings.ts';
import type { SideSession } from './side-session.ts';
import { type Watched, watched } from './watch.ts';

/** The sessions of a run, under the lock, and what the ledger says. */
export interface LockedLedger {
  work: WorkSession;
  lock: RunLock | undefined;
  side: SideSession | undefined;
  ledger: Ledger;
  entries: LedgerEntry[];
  files: readonly MigrationFile[];
}

type Needed = Pick<RunOptions, 'open' | 'tables' | 'files' | 'limits' | 'report'>;

/** Takes the lock, makes the ledger ready, does the work, and lets go of everything. */
export async function withLockedLedger<T>(
  options: Needed,
  stop: AbortSignal,
  use: (locked: LockedLedger) => Promise<T>,
): Promise<T> {
  const { work, lock, side, close } = await options.open(stop);
  try {
    if (side) await checkServer(side);
    const ledger = new Ledger(work, options.tables);
    const entries = await prepare(options, stop, { work, side, ledger });
    const files = await options.files(entries);
    return await use({ work, lock, side, ledger, entries, files });
  } finally {
    await close();
  }
}

/** The tables of the run are tables like others: somebody may hold a lock on them. */
function prepare(
  { tables, limits, report }: Needed,
  stop: AbortSignal,
  { work, side, ledger }: Pick<LockedLedger, 'work' | 'side' | 'ledger'>,
): Promise<LedgerEntry[]> {
  const name = `${tables.schema}.${tables.table}`;
  const seen: Watched = { blockers: [] };
  const once = (): Promise<LedgerEntry[]> =>
    work.transaction(async transaction => {
      if (side) {
        await work.query(withoutLimits('transaction'), transaction);
        await work.query(`set local lock_timeout = ${limits.lock}`, transaction);
      }
      return ledger.prepare(transaction);
    });
  return patiently({ name, patience: limits.patience, report, stop, seen }, () =>
    side ? watched({ side, name, report, seen, stop }, once) : once(),
  ).catch((error: unknown) => {
    throw ledgerProblem(error, `making ready ${name}, the list of migrations,`);
  });
}
