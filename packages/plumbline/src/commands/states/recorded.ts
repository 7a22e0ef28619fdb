import { replayOne, startReplay } from '../../authoring/index.ts';
import type { LedgerEntry, MigrationFile } from '../../history/index.ts';
import type { Shadow } from '../../shadow/index.ts';
import { onShadow } from './built.ts';
import type { Source } from './state.ts';

/** What a database says it ran. */
export function recordedOf(files: readonly MigrationFile[], entries: readonly LedgerEntry[]): Source {
  const about = { kind: 'migrations', title: 'its migrations' } as const;
  return {
    ...about,
    isHead: entries.length === files.length && entries.every(({ state }) => state === 'applied'),
    async read(open) {
      const shadow = await open();
      await replayLedger(shadow, files, entries);
      return onShadow(shadow, about);
    },
  };
}

/**
 * Puts the shadow where a database says it is: what it ran, in its order, and of a migration that broke off the
 * statements that are done. What the project does not have is passed over.
 *
 * @throws Problem PL331 for a statement that PostgreSQL refuses on the shadow, PL333 where it is before the baseline
 */
export async function replayLedger(
  shadow: Shadow,
  files: readonly MigrationFile[],
  entries: readonly LedgerEntry[],
): Promise<void> {
  const byName = new Map(files.map(file => [file.name, file]));
  const known = entries.filter(({ name }) => byName.has(name));
  for (const { name, state, applied } of (await startReplay(shadow, known)).left) {
    const file = byName.get(name) as MigrationFile;
    await replayOne(shadow, file, 'up', state === 'running' ? { to: applied } : {});
    if (state === 'reverting') await replayOne(shadow, file, 'down', { to: applied });
  }
}
