import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

/** What a file holds; nothing where there is no such file. */
export function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

export const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;

/** The folder and those above it, up to the repository that it is in, or to the file system's root. */
export function foldersUpward(folder: string): string[] {
  const all: string[] = [];
  for (let at = folder; ; at = dirname(at)) {
    all.push(at);
    if (existsSync(join(at, '.git')) || at === dirname(at)) return all;
  }
}

/** The root of the repository that a folder is in; the folder itself where it is in none. */
export function repositoryOf(folder: string): string {
  const last = foldersUpward(folder).at(-1) ?? folder;
  return existsSync(join(last, '.git')) ? last : folder;
}

/** A path as configurations write it: `./src/orm.ts`. */
export function written(folder: string, path: string): string {
  const seen = relative(folder, path).split(sep).join('/');
  return seen.startsWith('.') ? seen : `./${seen}`;
}
