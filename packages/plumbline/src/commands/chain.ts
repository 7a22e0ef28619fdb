import { type Entry, editedAmong, type MigrationFile } from '../migrator/index.ts';
import type { Project } from './project.ts';

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

/** Every migration that the project or the database knows, in the order in which they run. Writes nothing. */
export async function readMigrations(project: Project): Promise<MigrationState[]> {
  const { files, entries } = await project.history();
  return statesOf(files, entries);
}

export async function statesOf(files: readonly MigrationFile[], entries: readonly Entry[]): Promise<MigrationState[]> {
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

function stateOf(entry: Entry | undefined): Omit<MigrationState, 'name' | 'known' | 'edited'> {
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

/** How many of the project's migrations the database stands behind: the place of the last one that it ran. */
export function currentPoint(files: readonly MigrationFile[], entries: readonly Entry[]): number {
  const ran = new Set(entries.flatMap(({ name, state }) => (state === 'running' ? [] : [name])));
  return files.findLastIndex(({ name }) => ran.has(name)) + 1;
}

/** The migrations that no other one was made on top of. One that does not say follows the one before it. */
export function headsOf(files: readonly MigrationFile[]): MigrationFile[] {
  const parents = new Set(files.map((_, i) => parentOf(files, i)));
  return files.filter(({ name }) => !parents.has(name));
}

export const parentOf = (files: readonly MigrationFile[], i: number): string | null =>
  files[i]?.parent === undefined ? (files[i - 1]?.name ?? null) : files[i].parent;
