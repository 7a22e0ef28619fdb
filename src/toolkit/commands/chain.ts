import type { Entry, MigrationFile } from '../migrator/index.ts';
import type { Project } from './project.ts';

/** A migration that the project or the database knows. */
export interface MigrationState {
  name: string;
  /** Whether the project has it. A database can have run one that was deleted or belongs to another branch. */
  known: boolean;
  /** When the database ran it; absent while it waits. */
  appliedAt?: Date;
}

/** Every migration that the project or the database knows, in the order in which they run. Writes nothing. */
export async function readMigrations(project: Project): Promise<MigrationState[]> {
  return statesOf(await project.files(), await project.ledger());
}

export function statesOf(files: readonly MigrationFile[], entries: readonly Entry[]): MigrationState[] {
  const applied = new Map(
    entries.flatMap(({ name, startedAt, state }) => (state === 'running' ? [] : [[name, startedAt]])),
  );
  const known = files.map(({ name }) => name);
  return [...new Set([...known, ...applied.keys()])].sort().map(name => {
    const appliedAt = applied.get(name);
    return { name, known: known.includes(name), ...(appliedAt && { appliedAt }) };
  });
}

/** The migrations that no other one was made on top of. One that does not say follows the one before it. */
export function headsOf(files: readonly MigrationFile[]): MigrationFile[] {
  const parents = new Set(files.map((_, i) => parentOf(files, i)));
  return files.filter(({ name }) => !parents.has(name));
}

export const parentOf = (files: readonly MigrationFile[], i: number): string | null =>
  files[i]?.parent === undefined ? (files[i - 1]?.name ?? null) : files[i].parent;
