import { findMigration, isEdited, type LedgerEntry, type MigrationFile } from '../history/index.ts';
import { Problem } from '../problem/index.ts';
import { type LockedLedger, withLockedLedger } from './locked-ledger.ts';
import type { RunOptions } from './run-options.ts';
import { listenForStop } from './stop.ts';

type Options = Omit<RunOptions, 'method' | 'selection'>;

/** Does something with the ledger under the lock of runs. */
export async function underLock<T>(options: Options, use: (locked: LockedLedger) => Promise<T>): Promise<T> {
  const { stop, unlisten } = listenForStop(options.report);
  try {
    return await withLockedLedger(options, stop, async locked => {
      await locked.ledger.adopt(locked.files, locked.entries);
      return use(locked);
    });
  } finally {
    unlisten();
  }
}

/**
 * Notes a migration as applied, without running it.
 *
 * @throws Problem PL240 for a name that no file has
 */
export function markApplied(options: Options, name: string): Promise<void> {
  return underLock(options, async ({ work, ledger, entries, files }) => {
    const file = findMigration(files, name);
    if (entries.some(entry => entry.name === file.name && entry.state === 'applied')) return;
    await work.transaction(async transaction => {
      if (!entries.some(entry => entry.name === file.name)) await ledger.begin(file, transaction);
      await ledger.applied(file, 0, transaction);
    });
  });
}

/**
 * Takes a migration from the list, without taking back what it did.
 *
 * @throws Problem PL240 for a name that is not on the list
 */
export function markReverted(options: Options, name: string): Promise<void> {
  return underLock(options, ({ work, ledger, entries }) =>
    work.transaction(transaction => ledger.reverted(findMigration(entries, name).name, transaction)),
  );
}

/**
 * Makes the list say that exactly these migrations ran, in their order. What is known of those that ran is kept.
 *
 * @param seen what the database said when it was compared
 * @returns whether anything was written
 * @throws Problem PL520 when another run changed the database meanwhile
 */
export function stampLedger(
  options: Options,
  wanted: readonly MigrationFile[],
  seen: readonly LedgerEntry[],
): Promise<boolean> {
  const isUnchanged = async (entry: LedgerEntry | undefined, file: MigrationFile): Promise<boolean> =>
    entry?.state === 'applied' && entry.name === file.name && !(await isEdited(file, entry));
  return underLock(options, async ({ work, ledger, entries }) => {
    if (stateOf(entries) !== stateOf(seen)) throw moved();
    let from = 0;
    for (const file of wanted)
      if (await isUnchanged(entries[from], file)) from++;
      else break;
    const [gone, added] = [entries.slice(from), wanted.slice(from)];
    await work.transaction(async transaction => {
      for (const { name } of gone) await ledger.reverted(name, transaction);
      for (const file of added) {
        await ledger.begin(file, transaction);
        await ledger.applied(file, 0, transaction);
      }
    });
    return gone.length + added.length > 0;
  });
}

const stateOf = (entries: readonly LedgerEntry[]): string =>
  JSON.stringify(entries.map(({ name, state }) => [name, state]));

const moved = (): Problem =>
  new Problem('PL520', {
    what: 'a run changed the database while it was compared; nothing was written',
    fix: 'run again',
  });
