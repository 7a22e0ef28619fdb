import { chmodSync, rmdirSync, type Stats, statfsSync, statSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { Problem, renderProblem, type Say } from '../problem/index.ts';
import { folderProblem, noDatabase } from './embedded-problems.ts';

/** How long a command waits for another process to let go of the embedded database, in milliseconds. */
const PATIENCE = 30_000;
/** Time between two attempts, and until the wait is announced, in milliseconds. */
const PAUSE = { first: 100, most: 1000, announce: 1000 };
/** Versions up to 0.1 held a folder of the lock's name, and touched it this often at least, in milliseconds. */
const OLD_LOCK = 15_000;

/** Result codes of SQLite. */
const [BUSY, NOT_A_DATABASE] = [5, 26];

/** What `statfs` calls file systems whose locks another machine may not see. */
const SHARED: Record<number, string> = {
  26985: 'NFS',
  16914839: '9p',
  1702057286: 'FUSE',
  4283649346: 'CIFS',
  4266872130: 'SMB',
};

/**
 * Keeps other processes out of a folder. The operating system holds the lock, and lets go of it when the process ends,
 * however it ends: it neither goes stale while the process is stopped or busy, nor stays behind. Every process of the
 * machine sees it, in whatever container.
 *
 * It is the exclusive transaction of an SQLite database that has nothing in it. The file stays where it is: whoever
 * deleted it would let in a second process beside one that still holds the deleted one.
 */
export class FolderLock {
  readonly #file: string;
  readonly #database: DatabaseSync;
  readonly #identity: string;
  readonly #say: Say;

  private constructor(file: string, database: DatabaseSync, say: Say) {
    this.#file = file;
    this.#database = database;
    this.#identity = identityOf(file);
    this.#say = say;
  }

  /** @throws Problem PL160 when another process holds it for longer than the patience, PL161 where nothing can be locked */
  static async take(folder: string, say: Say): Promise<FolderLock> {
    warnOfSharing(folder, say);
    const file = join(folder, 'lock');
    const started = performance.now();
    let announced = false;
    for (let pause = PAUSE.first; ; pause = Math.min(pause * 1.3, PAUSE.most)) {
      const database = attempt(file);
      if (database) {
        chmodSync(file, 0o600);
        await writeFile(join(folder, 'owner'), `${process.pid} ${hostname()}\n`, { mode: 0o600 }).catch(() => {
          // it is for messages only, and the disk may be full
        });
        return new FolderLock(file, database, say);
      }
      const waited = performance.now() - started;
      if (waited > PATIENCE) throw await heldTooLong(folder);
      if (!announced && waited > PAUSE.announce) {
        announced = true;
        say(`waiting for ${await holderOf(folder)} to close the embedded database in ${folder}`);
      }
      await sleep(pause);
    }
  }

  /** Ends the process when the file was deleted or replaced, as another one may hold the lock of the new file by now. */
  confirm(): void {
    if (identityOf(this.#file) === this.#identity) return;
    const problem = new Problem('PL164', {
      what: 'the lock of the embedded database is gone; this process ends before it writes anything more',
      subject: dirname(this.#file),
      why: 'the folder or the file "lock" in it was deleted or replaced while the database was open',
      fix: 'run again; end every process that uses a folder before it is deleted or restored',
    });
    this.#say(renderProblem(problem));
    process.exit(problem.exitCode);
  }

  release(): void {
    if (this.#database.isOpen) this.#database.close();
  }
}

/** Takes the lock if nobody has it. Every other call opens nothing: a file that is closed takes the process's lock along. */
function attempt(file: string): DatabaseSync | undefined {
  const found = statSync(file, { throwIfNoEntry: false });
  if (found?.isDirectory() && !removeOldLock(file, found)) return undefined;
  const { DatabaseSync } = sqlite(file);
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(file);
    // nothing is ever written, and no journal beside it
    database.exec('pragma journal_mode = memory; begin exclusive');
    return database;
  } catch (error) {
    database?.close();
    const code = ((error as { errcode?: number }).errcode ?? 0) & 0xff;
    if (code === BUSY) return undefined;
    throw code === NOT_A_DATABASE
      ? noDatabase(dirname(file), 'its file "lock" is somebody else’s')
      : folderProblem(error, dirname(file));
  }
}

/** @returns whether it belonged to a process that is gone */
function removeOldLock(folder: string, { mtimeMs }: Stats): boolean {
  if (Date.now() - mtimeMs < OLD_LOCK) return false;
  rmdirSync(folder);
  return true;
}

/** @throws Problem PL161 for a Node that has no SQLite */
function sqlite(file: string): typeof import('node:sqlite') {
  const { emitWarning } = process;
  // Node 22 warns of it as experimental: a user could do nothing about that
  process.emitWarning = () => {};
  try {
    const module = process.getBuiltinModule('node:sqlite');
    if (module) return module;
  } finally {
    process.emitWarning = emitWarning;
  }
  throw new Problem('PL161', {
    what: 'the embedded database cannot be locked, so it is not opened',
    subject: dirname(file),
    why: `this Node (${process.version}) has no SQLite, whose transactions lock a file`,
    fix: 'use Node 22.17 or newer as it is published, without --no-experimental-sqlite, or set the DSN of a server',
  });
}

function identityOf(file: string): string {
  const found = statSync(file, { throwIfNoEntry: false, bigint: true });
  return found ? `${found.dev} ${found.ino}` : 'none';
}

const warned = new Set<string>();

/** Said once: the lock holds there between the processes of this machine, and maybe no further. */
function warnOfSharing(folder: string, say: Say): void {
  const name = SHARED[statfsSync(folder).type];
  if (name === undefined || warned.has(folder)) return;
  warned.add(folder);
  say(
    `warning: the embedded database in ${folder} is on ${name}; another machine, or the host of this one, may not see its lock`,
  );
}

/** Who holds it, for people. The number of a process means something on its own machine only. */
const holderOf = (folder: string): Promise<string> =>
  readFile(join(folder, 'owner'), 'utf8').then(
    text => {
      const [pid, host] = text.trim().split(' ');
      return `process ${pid}${host === undefined || host === hostname() ? '' : ` on ${host}`}`;
    },
    () => 'another process',
  );

const heldTooLong = async (folder: string): Promise<Problem> =>
  new Problem('PL160', {
    what: 'another process keeps the embedded database open',
    subject: folder,
    why: `${await holderOf(folder)} held it for ${PATIENCE / 1000} s; one process at a time can open it`,
    fix: 'end that process, or set the DSN of a server to work side by side',
  });
