import { type FSWatcher, statSync, watch } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Sources } from './messages.ts';

/** An editor that saves a file writes more than once; this long after the last time it is done, in milliseconds. */
const QUIET = 40;

/**
 * The files that say the project, watched. A folder is watched for its files, as editors put a new file in the place of
 * an old one, and its parent for the folder, as another branch may take it away and bring it again.
 */
export class WatchedSources {
  readonly #changed: (savedAt: number) => void;
  readonly #watchers = new Map<string, FSWatcher>();
  /** Folders to be watched, whether or not they are there. */
  readonly #wanted = new Set<string>();
  readonly #files = new Set<string>();
  readonly #folders = new Set<string>();
  #quietTimer: NodeJS.Timeout | undefined;

  /** @param changed hears, once it is quiet, when the last file was saved, as `performance.now()` counts */
  constructor(changed: (savedAt: number) => void) {
    this.#changed = changed;
  }

  /**
   * Watches these too. What was watched stays: a file that cannot be read names no others. What was saved between its
   * reading and now is a change.
   *
   * @param readAt when the reading began, in milliseconds since 1970
   */
  add({ files, folders }: Sources, readAt: number): void {
    const fresh = [...files.filter(file => !this.#files.has(file)), ...folders.filter(one => !this.#folders.has(one))];
    for (const file of files) this.#files.add(file);
    for (const folder of folders) this.#folders.add(folder);
    for (const folder of new Set([...files.map(dirname), ...folders]))
      for (const one of [folder, dirname(folder)]) this.#watch(one);
    if (fresh.some(path => (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0) > readAt)) this.#waitForQuiet();
  }

  close(): void {
    clearTimeout(this.#quietTimer);
    for (const watcher of this.#watchers.values()) watcher.close();
  }

  #watch(folder: string): void {
    this.#wanted.add(folder);
    if (this.#watchers.has(folder)) return;
    try {
      const watcher = watch(folder, (event, name) => this.#saw(folder, event, name));
      watcher.on('error', () => this.#watchers.delete(folder));
      this.#watchers.set(folder, watcher);
    } catch {
      // a folder that is not there is tried again after the next reading, and when it comes
    }
  }

  #saw(folder: string, event: string, name: string | null): void {
    const path = join(folder, name ?? '');
    const isFolder = name !== null && event === 'rename' && this.#wanted.has(path);
    if (isFolder) this.#watchAgain(path);
    if (name === null || isFolder || this.#files.has(path) || this.#isNew(folder, name)) this.#waitForQuiet();
  }

  /** What is watched may be a folder that had the name until now. */
  #watchAgain(folder: string): void {
    this.#watchers.get(folder)?.close();
    this.#watchers.delete(folder);
    this.#watch(folder);
    for (const one of this.#wanted) if (dirname(one) === folder && one !== folder) this.#watchAgain(one);
  }

  #waitForQuiet(): void {
    clearTimeout(this.#quietTimer);
    const now = performance.now();
    this.#quietTimer = setTimeout(() => this.#changed(now), QUIET);
  }

  /** What begins with a dot is on its way to its place. */
  #isNew(folder: string, name: string): boolean {
    return this.#folders.has(folder) && !name.startsWith('.');
  }
}
