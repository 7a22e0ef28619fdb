import { type FSWatcher, statSync, watch } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Sources } from './messages.ts';

/** An editor that saves a file writes more than once; this long after the last time it is done, in milliseconds. */
const SETTLED = 40;

/** The files that say the project, watched. A folder is watched for its files: editors put a new file in the place of an old one. */
export class WatchedSources {
  readonly #changed: (savedAt: number) => void;
  readonly #watchers = new Map<string, FSWatcher>();
  readonly #files = new Set<string>();
  readonly #folders = new Set<string>();
  #settling: NodeJS.Timeout | undefined;

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
    for (const folder of new Set([...files.map(dirname), ...folders])) this.#watch(folder);
    if (fresh.some(path => (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0) > readAt)) this.#settle();
  }

  get count(): number {
    return this.#files.size;
  }

  close(): void {
    clearTimeout(this.#settling);
    for (const watcher of this.#watchers.values()) watcher.close();
  }

  #watch(folder: string): void {
    if (this.#watchers.has(folder)) return;
    try {
      const watcher = watch(folder, (_, name) => this.#saw(folder, name));
      watcher.on('error', () => this.#watchers.delete(folder));
      this.#watchers.set(folder, watcher);
    } catch {
      // a folder that is not there is tried again after the next reading
    }
  }

  #saw(folder: string, name: string | null): void {
    const isSource = name === null || this.#files.has(join(folder, name)) || this.#isNew(folder, name);
    if (isSource) this.#settle();
  }

  #settle(): void {
    clearTimeout(this.#settling);
    const now = performance.now();
    this.#settling = setTimeout(() => this.#changed(now), SETTLED);
  }

  /** What begins with a dot is on its way to its place. */
  #isNew(folder: string, name: string): boolean {
    return this.#folders.has(folder) && !name.startsWith('.');
  }
}
