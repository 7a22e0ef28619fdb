import type { MigrationFile } from './file.ts';

/** The migrations that no other one was made on top of. */
export function headsOf(files: readonly MigrationFile[]): MigrationFile[] {
  const parents = new Set(files.map((_, i) => parentOf(files, i)));
  return files.filter(({ name }) => !parents.has(name));
}

/** The name of the migration that one was made on top of; `null` for the first. One that does not say follows the one before it. */
export const parentOf = (files: readonly MigrationFile[], i: number): string | null =>
  files[i]?.parent === undefined ? (files[i - 1]?.name ?? null) : files[i].parent;

/** Migrations that were made on top of the same one, by branches that did not know of each other. */
export interface Fork {
  /** `null` for the empty database. */
  parent: string | null;
  /** Two or more, in their order. */
  files: MigrationFile[];
}

/** Every point at which the history parts. */
export function forksOf(files: readonly MigrationFile[]): Fork[] {
  const children = new Map<string | null, MigrationFile[]>();
  for (const [i, file] of files.entries()) {
    const parent = parentOf(files, i);
    children.set(parent, [...(children.get(parent) ?? []), file]);
  }
  return [...children].flatMap(([parent, files]) => (files.length > 1 ? [{ parent, files }] : []));
}
