import { existsSync, readFileSync, statSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';

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

/** Folders in which nobody keeps the code of a project: what is installed, what was made of it, and its tests. */
const SKIPPED = new Set([
  ...['node_modules', 'dist', 'build', 'out', 'coverage', '.git'],
  ...['test', 'tests', '__tests__', 'e2e'],
]);

/** The files of a project that may hold its code, as absolute paths. */
export async function* sourceFiles(folder: string): AsyncGenerator<string> {
  const exclude = (name: string): boolean => SKIPPED.has(basename(name)) || /\.(?:spec|test)\.[cm]?[jt]s$/.test(name);
  for await (const name of glob('**/*.{ts,mts,cts,js,mjs,cjs}', { cwd: folder, exclude })) yield resolve(folder, name);
}
