import { accessSync, constants, existsSync, statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { isOfClass, Problem, SQLSTATE, SQLSTATE_CLASS, sqlstateOf } from '../problem/index.ts';

/** Emscripten numbers errors as WASI does, and says nothing else of them. */
const WASI: Record<number, string> = { 2: 'EACCES', 19: 'EDQUOT', 51: 'ENOSPC', 63: 'EPERM', 69: 'EROFS' };

/** Less than this is no room: PostgreSQL adds segments of 16 MB to its log, in bytes. */
const LITTLE = 17 * 1024 * 1024;

/** What each error of a file system means here, and the way out. */
const WAYS_OUT: Record<string, readonly [why: string, fix: string]> = {
  EACCES: ['this user may not write there', 'give the folder to the user that runs this'],
  EPERM: ['this user may not write there', 'give the folder to the user that runs this'],
  EROFS: ['it is on a file system that is mounted read-only', 'mount it to be written to'],
  ENOSPC: ['its disk has no room left', 'make room, and run again'],
  EDQUOT: ['the quota of its disk is used up', 'make room, and run again'],
  ENOTDIR: ['a part of the path is a file', 'correct the path'],
  EEXIST: ['it is a file', 'correct the path'],
  ELOOP: ['its symbolic links go in a circle', 'correct the path'],
  ENAMETOOLONG: ['the path is too long', 'shorten the path'],
};

/** The error of a file system, as a problem; every other error as it is. */
export function folderProblem(error: unknown, folder: string): unknown {
  if (error instanceof Problem) return error;
  const name = nameOf(error) ?? barrier(folder);
  const [why, fix] = (name === undefined ? undefined : WAYS_OUT[name]) ?? [];
  if (why === undefined) return error;
  return new Problem('PL161', {
    what: 'the embedded database cannot be kept in its folder; nothing was changed',
    subject: folder,
    why,
    fix: `${fix}, or name another folder with PLUMBLINE_FOLDER`,
    cause: error,
  });
}

/**
 * What a statement failed with. Where its log does not find room, embedded PostgreSQL complains of itself from then on;
 * what was committed is there again when it starts with room.
 */
export function storageError(error: unknown, folder: string): unknown {
  const isOfTheData =
    sqlstateOf(error) !== undefined && !isOfClass(error, SQLSTATE_CLASS.internalError, SQLSTATE_CLASS.systemError);
  if (error instanceof Problem || isOfTheData || barrier(folder) !== 'ENOSPC') return error;
  const message = `No space left on device: the disk of the embedded database in ${folder} is full`;
  return Object.assign(new Error(message, { cause: error }), { code: SQLSTATE.diskFull });
}

function nameOf(error: unknown): string | undefined {
  const { code, errno } = error as NodeJS.ErrnoException;
  if (code !== undefined && code in WAYS_OUT) return code;
  return errno === undefined ? undefined : WASI[errno];
}

/** What keeps a folder from being written to or made, where an error does not say so. */
function barrier(folder: string): string | undefined {
  if (!existsSync(folder) && dirname(folder) !== folder) return barrier(dirname(folder));
  try {
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    const { bavail, bsize, ffree, files } = statfsSync(folder);
    return bavail * bsize < LITTLE || (files > 0 && ffree === 0) ? 'ENOSPC' : undefined;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code;
  }
}

/** A folder that holds something else than an embedded database. */
export const noDatabase = (folder: string, why: string): Problem =>
  new Problem('PL162', {
    what: 'the folder is no embedded database; nothing in it was changed',
    subject: folder,
    why,
    fix: 'name an empty folder, or one that is not there yet, with PLUMBLINE_FOLDER',
  });

/** Data without the file that every database begins with. It may be anything, so nothing here deletes it. */
export const unfinished = (folder: string): Problem =>
  new Problem('PL162', {
    what: 'the folder holds no complete embedded database; nothing in it was changed',
    subject: folder,
    why: 'its folder "pgdata" has no file PG_VERSION: it was not finished, a part is gone, or it is something else',
    fix: 'put back a copy, or move "pgdata" away and run again, which makes a new database; PLUMBLINE_FOLDER names another folder',
  });

/** Data that is there and that no PostgreSQL starts on. */
export const damaged = (folder: string, cause: unknown): Problem =>
  new Problem('PL162', {
    what: 'the embedded database does not start; none of its tables was touched',
    subject: folder,
    why: 'some of its files are gone or damaged',
    fix: 'put back a copy of the folder, or delete the database and make it anew: npx plumb reset, then npx mikro-orm migration:up',
    cause,
  });

/** Data of a PostgreSQL that reads another format. */
export const otherVersion = (folder: string, theirs: string, ours: number, cause: unknown): Problem =>
  new Problem('PL163', {
    what: `the embedded database was made by PostgreSQL ${theirs}, and this is PostgreSQL ${ours}; nothing in it was changed`,
    subject: folder,
    why: 'a major version of PostgreSQL does not read the files of another one',
    fix: 'dump it with the version that made it, or name another folder with PLUMBLINE_FOLDER; npx plumb reset deletes it',
    cause,
  });
