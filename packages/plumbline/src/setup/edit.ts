import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Problem } from '../problem/index.ts';
import { textOf } from './files.ts';

/** A file as it is to be, and what that is for. */
export interface Edit {
  /** An absolute path. */
  path: string;
  /** What it holds now; `undefined` where it is not there. */
  before: string | undefined;
  after: string;
  what: string;
}

export const edit = (path: string, after: string, what: string): Edit => ({ path, before: textOf(path), after, what });

export const changes = ({ before, after }: Edit): boolean => before !== after;

/**
 * Writes all of them, or none: what was written is taken back where another one cannot be.
 *
 * @throws Problem PL602
 */
export async function writeAll(edits: readonly Edit[]): Promise<void> {
  const done: Edit[] = [];
  try {
    for (const one of edits.filter(changes)) {
      await mkdir(dirname(one.path), { recursive: true });
      done.push(one);
      await writeFile(one.path, one.after);
    }
  } catch (error) {
    for (const { path, before } of done.reverse())
      await (before === undefined ? rm(path, { force: true }) : writeFile(path, before)).catch(() => {});
    const { message, path } = error as NodeJS.ErrnoException;
    throw new Problem('PL602', {
      what: 'a file of the project cannot be written; nothing was changed',
      subject: path,
      why: message,
      fix: 'let this user write there, or run it where the project can be written to',
      cause: error,
    });
  }
}
