import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { lock } from 'proper-lockfile';
import { Problem } from '../problem/index.ts';

/** How long a command waits for another process to let go of the embedded database, in milliseconds. */
const PATIENCE = 30_000;
/** A lock that was not renewed for this long belongs to a process that was killed, in milliseconds. */
const STALE = 15_000;

/** Whether a folder holds an embedded database. */
export const isThere = (folder: string): Promise<boolean> =>
  stat(join(folder, 'pgdata', 'PG_VERSION')).then(
    () => true,
    () => false,
  );

/** Keeps other processes out of the embedded database, and returns how to let them in again. */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  await mkdir(folder, { recursive: true });
  const file = join(folder, 'owner');
  const owner = () =>
    readFile(file, 'utf8').then(
      pid => `process ${pid.trim()}`,
      () => 'another process',
    );
  const waiting = setTimeout(async () => {
    process.stderr.write(`waiting for ${await owner()} to close the embedded database in ${folder}\n`);
  }, 1000);
  const release = await lock(folder, {
    lockfilePath: join(folder, 'lock'),
    stale: STALE,
    retries: {
      forever: true,
      factor: 1.3,
      minTimeout: 100,
      maxTimeout: 1000,
      maxRetryTime: PATIENCE,
    },
    onCompromised: () => {},
  })
    .catch(async cause => {
      throw new Problem('PL160', {
        what: 'another process keeps the embedded database open',
        where: folder,
        why: `${await owner()} held it for ${PATIENCE / 1000} s; one process at a time can open it`,
        fix: 'end that process, or set the DSN of a server to work side by side',
        cause,
      });
    })
    .finally(() => clearTimeout(waiting));
  await writeFile(file, `${process.pid}\n`);
  return release;
}
