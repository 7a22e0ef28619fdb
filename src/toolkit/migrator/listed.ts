import { type Opened, withLedger } from './opened.ts';
import type { RunOptions } from './run.ts';
import { named } from './select.ts';
import { listenForStop } from './stop.ts';

type Options = Omit<RunOptions, 'method' | 'selection'>;

/** Does something with the ledger under the lock of runs. */
export async function underLock<T>(options: Options, use: (opened: Opened) => Promise<T>): Promise<T> {
  const { stop, unlisten } = listenForStop(options.report);
  try {
    return await withLedger(options, stop, use);
  } finally {
    unlisten();
  }
}

/**
 * Notes a migration as applied, without running it.
 *
 * @throws Problem PL240 for a name that no file has
 */
export function listed(options: Options, name: string): Promise<void> {
  const { name: full, checksum } = named(options.files, name);
  return underLock(options, async ({ work, ledger, entries }) => {
    if (entries.some(entry => entry.name === full && entry.state === 'applied')) return;
    await work.transaction(async transaction => {
      if (!entries.some(entry => entry.name === full)) await ledger.begin(full, checksum, transaction);
      await ledger.applied(full, checksum, 0, transaction);
    });
  });
}

/**
 * Takes a migration from the list, without taking back what it did.
 *
 * @throws Problem PL240 for a name that is not on the list
 */
export function unlisted(options: Options, name: string): Promise<void> {
  return underLock(options, ({ work, ledger, entries }) =>
    work.transaction(transaction => ledger.reverted(named(entries, name).name, transaction)),
  );
}
