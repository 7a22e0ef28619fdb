import type { MigrationFile } from './file.ts';

/** The migrations that no other one was made on top of. */
export function headsOf(files: readonly MigrationFile[]): MigrationFile[] {
  const parents = new Set(files.map((_, i) => parentOf(files, i)));
  return files.filter(({ name }) => !parents.has(name));
}

/** The name of the migration that one was made on top of; `null` for the first. One that does not say follows the one before it. */
export const parentOf = (files: readonly MigrationFile[], i: number): string | null =>
  files[i]?.parent === undefined ? (files[i - 1]?.name ?? null) : files[i].parent;
