import { rmSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AbstractSqlDriver } from '@mikro-orm/sql';
import type { MigrationFile } from '../migrator/index.ts';
import { type Holds, heldBy } from './holds.ts';

/** A file to be written, and what it has to hold when it is read again. */
export interface Output {
  name: string;
  text: string;
  holds: Holds;
}

/** How a migration is read as a run reads it. */
export interface Reader {
  driver: AbstractSqlDriver;
  load(paths: readonly string[]): Promise<MigrationFile[]>;
}

/**
 * Writes all files or none. Each is read first as `migration:up` will read it, beside its place and under its own name,
 * and compared with what it has to hold; then all are moved to their places, one after the other.
 *
 * @throws Problem PL332 for a file that would hold something else
 */
export async function writeAll(folder: string, files: readonly Output[], reader: Reader): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  // what a run looks for stands in the folder itself; what the file imports is found from here too
  const drafts = await mkdtemp(join(folder, '.plumbline-'));
  const clear = (signal: NodeJS.Signals): void => {
    rmSync(drafts, { recursive: true, force: true });
    process.kill(process.pid, signal);
  };
  process.once('SIGINT', clear).once('SIGTERM', clear);
  try {
    for (const { name, text } of files) await writeFile(join(drafts, name), text, { flag: 'wx' });
    for (const { name, holds } of files) await heldBy(join(drafts, name), join(folder, name), holds, reader);
    for (const { name } of files) await rename(join(drafts, name), join(folder, name));
  } finally {
    process.off('SIGINT', clear).off('SIGTERM', clear);
    await rm(drafts, { recursive: true, force: true });
  }
  return files.map(({ name }) => join(folder, name));
}
