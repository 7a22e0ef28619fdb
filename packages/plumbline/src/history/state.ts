import { editedAmong } from './edited.ts';
import type { MigrationFile } from './file.ts';
import type { LedgerEntry } from './ledger-entry.ts';

/** A migration that the project or the database knows. */
export interface MigrationState {
  name: string;
  /** Whether the project has it. A database can have run one that was deleted or belongs to another branch. */
  known: boolean;
  /** `applying` and `reverting` are half done: a run broke off. */
  state: 'waiting' | 'applied' | 'applying' | 'reverting';
  /** When the database ran it; absent while it waits. */
  appliedAt?: Date;
  /** How long that took; absent where another tool ran it. */
  durationMs?: number;
  /** The role, and the host and process; absent where another tool ran it. */
  ranBy?: string;
  /** Whether the file is no longer what was run. */
  edited?: true;
}

/** Every migration that the project or the database knows, in the order in which they run. */
export async function historyState(
  files: readonly MigrationFile[],
  entries: readonly LedgerEntry[],
): Promise<MigrationState[]> {
  const edited = await editedAmong(files, entries);
  const ran = new Map(entries.map(entry => [entry.name, entry]));
  const known = new Map(files.map(file => [file.name, file]));
  return [...new Set([...known.keys(), ...ran.keys()])].sort().map(name => ({
    name,
    known: known.has(name),
    ...stateOf(ran.get(name)),
    ...(edited.has(name) && { edited: true }),
  }));
}

function stateOf(entry: LedgerEntry | undefined): Omit<MigrationState, 'name' | 'known' | 'edited'> {
  if (!entry) return { state: 'waiting' };
  const { state, startedAt, durationMs, ranBy, tool } = entry;
  if (state === 'running') return { state: 'applying' };
  return {
    state,
    appliedAt: startedAt,
    ...(durationMs !== null && { durationMs }),
    ...(tool !== 'mikro-orm' && { ranBy }),
  };
}

/** The revision of a database: the position of the last of the project's migrations that it ran, from 1; 0 before the first. */
export function currentRevision(files: readonly MigrationFile[], entries: readonly LedgerEntry[]): number {
  const ran = new Set(entries.flatMap(({ name, state }) => (state === 'running' ? [] : [name])));
  return files.findLastIndex(({ name }) => ran.has(name)) + 1;
}
