import type { MigrationFile } from './file.ts';
import type { LedgerEntry } from './ledger-entry.ts';

/** What a file says of itself, beside its statements. */
type Compared = Pick<MigrationFile, 'textChecksum' | 'equivalentDigests' | 'hasHelpers' | 'digest'>;

/**
 * Whether a file can have changed since it was run, by its text alone: one that says everything by itself cannot where
 * its text is the same.
 */
export const isTextKnown = (
  { textChecksum, hasHelpers }: Pick<MigrationFile, 'textChecksum' | 'hasHelpers'>,
  { checksum }: LedgerEntry,
): boolean => checksum === textChecksum && !hasHelpers;

/**
 * Whether a file does no longer what was run. Where the ledger has no digest, from an older version of the toolkit, the
 * file has to be the same, or to declare that it replaces the one that was run.
 */
export async function isEdited(file: Compared, entry: LedgerEntry): Promise<boolean> {
  const { checksum, digest } = entry;
  const isEquivalent = (one: string | null): boolean => one !== null && file.equivalentDigests.includes(one);
  // another tool ran it, and nobody noted what it said
  if (checksum === null && digest === null) return false;
  if (digest === null) return checksum !== file.textChecksum && !isEquivalent(checksum);
  if (isTextKnown(file, entry) || isEquivalent(digest)) return false;
  return (await file.digest(digest)) !== digest;
}

/** The names of applied migrations whose files do something else by now. */
export async function editedAmong(
  files: readonly MigrationFile[],
  entries: readonly LedgerEntry[],
): Promise<ReadonlySet<string>> {
  const byName = new Map(files.map(file => [file.name, file]));
  const edited = new Set<string>();
  for (const entry of entries) {
    const file = byName.get(entry.name);
    // one that is half done may be corrected below the point where it goes on
    if (file && entry.state === 'applied' && (await isEdited(file, entry))) edited.add(entry.name);
  }
  return edited;
}
