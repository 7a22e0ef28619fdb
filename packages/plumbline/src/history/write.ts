import { rmSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checkDraft, type Expected } from './draft.ts';
import type { Reading } from './migration-class.ts';

/** A file to be written, and what has to be read from it. */
export interface NewFile {
  name: string;
  text: string;
  expected: Expected;
}

/**
 * Writes all files or none. Each is read first as `migration:up` will read it, beside its place and under its own name,
 * and compared with what is expected; then all are moved to their places, one after the other.
 *
 * @throws Problem PL332 for a file that would hold something else
 */
export async function writeMigrations(folder: string, files: readonly NewFile[], reading: Reading): Promise<string[]> {
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
    for (const { name, expected } of files) await checkDraft(join(drafts, name), join(folder, name), expected, reading);
    for (const { name } of files) await rename(join(drafts, name), join(folder, name));
  } finally {
    process.off('SIGINT', clear).off('SIGTERM', clear);
    await rm(drafts, { recursive: true, force: true });
  }
  return files.map(({ name }) => join(folder, name));
}
