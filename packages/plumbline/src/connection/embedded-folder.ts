import { chmod, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Say } from '../problem/index.ts';
import { FolderLock } from './embedded-lock.ts';
import { folderProblem, noDatabase, unfinished } from './embedded-problems.ts';

/** Every right of somebody else than the owner. */
const OTHERS = 0o077;

const versionFile = (folder: string): string => join(folder, 'pgdata', 'PG_VERSION');
/** Stands in a folder while its database is made: what a killed process left of it is nobody's data yet. */
const draftFile = (folder: string): string => join(folder, 'unfinished');

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

/** Whether a folder holds an embedded database. */
export const isThere = async (folder: string): Promise<boolean> =>
  (await exists(versionFile(folder))) && !(await exists(draftFile(folder)));

/** The folder of an embedded database, locked against other processes. */
export class EmbeddedFolder {
  readonly path: string;
  readonly #lock: FolderLock;
  readonly #say: Say;

  private constructor(path: string, lock: FolderLock, say: Say) {
    this.path = path;
    this.#lock = lock;
    this.#say = say;
  }

  /**
   * Locks a folder, which is made where it is not there.
   *
   * @param say hears who is waited for, and what becomes of what is there
   * @throws Problem PL160 when another process keeps it, PL161 for one that cannot be written to, PL162 for one that
   * holds something else
   */
  static async take(path: string, say: Say): Promise<EmbeddedFolder> {
    try {
      await mkdir(path, { recursive: true, mode: 0o700 });
      await checkContents(path);
      const lock = await FolderLock.take(path, say);
      try {
        // whoever held it may have changed that
        await checkContents(path);
      } catch (error) {
        lock.release();
        throw error;
      }
      return new EmbeddedFolder(path, lock, say);
    } catch (error) {
      throw folderProblem(error, path);
    }
  }

  get data(): string {
    return join(this.path, 'pgdata');
  }

  /** The major version of the PostgreSQL that made what is there; nothing where nothing was made. */
  version(): Promise<string | undefined> {
    return readFile(versionFile(this.path), 'utf8').then(
      text => text.trim(),
      () => undefined,
    );
  }

  /** Before the database is made. What an earlier attempt left is taken away. */
  async beginMaking(): Promise<void> {
    if (await exists(draftFile(this.path))) {
      this.#say(`the embedded database in ${this.path} was not finished when its process ended; it is made anew`);
      await this.deleteData();
    }
    await writeFile(draftFile(this.path), '', { mode: 0o600 });
  }

  /** The database is complete. */
  async finishMaking(): Promise<void> {
    await this.tighten();
    await rm(draftFile(this.path));
  }

  /** Whether others may read it. */
  async isOpenToOthers(): Promise<boolean> {
    return ((await stat(this.data)).mode & OTHERS) !== 0;
  }

  /** Lets nobody else read it. PGlite makes some files as the process makes them by default. */
  async tighten(): Promise<void> {
    const entries = await readdir(this.data, { recursive: true, withFileTypes: true });
    for (const entry of entries.filter(entry => !entry.isSymbolicLink())) {
      const path = join(entry.parentPath, entry.name);
      if ((await stat(path)).mode & OTHERS) await chmod(path, entry.isDirectory() ? 0o700 : 0o600);
    }
    await chmod(this.data, 0o700);
  }

  /** Deletes the data and nothing else of the folder. */
  async deleteData(): Promise<void> {
    await rm(this.data, { recursive: true, force: true });
    await rm(draftFile(this.path), { force: true });
  }

  /** Ends the process when somebody else may hold the folder by now. */
  confirm(): void {
    this.#lock.confirm();
  }

  release(): void {
    this.#lock.release();
  }
}

/** @throws Problem PL162 for a folder in which no embedded database can be opened or made without touching other files */
async function checkContents(path: string): Promise<void> {
  const entries = await readdir(path);
  if (entries.length === 0 || entries.includes('unfinished') || (await exists(versionFile(path)))) return;
  const data = await readdir(join(path, 'pgdata')).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  if (data.length > 0) throw unfinished(path);
  // without data it is a database that was deleted, or never made
  if (entries.includes('lock')) return;
  throw noDatabase(path, `it holds ${some(entries.sort())}`);
}

const some = (names: readonly string[]): string =>
  `${names.slice(0, 3).join(', ')}${names.length > 3 ? `, and ${names.length - 3} more` : ''}`;
