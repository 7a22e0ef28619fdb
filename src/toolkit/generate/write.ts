import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A file to be written. */
export interface Output {
  name: string;
  text: string;
}

/** Writes all files or none: they stand beside their places first and are then renamed, one after the other. */
export async function writeAll(folder: string, files: readonly Output[]): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const drafts = files.map(({ name }) => join(folder, `.${name}.${process.pid}`));
  try {
    for (const [i, { text }] of files.entries()) await writeFile(drafts[i] as string, text, { flag: 'wx' });
    for (const [i, { name }] of files.entries()) await rename(drafts[i] as string, join(folder, name));
  } finally {
    for (const draft of drafts) await rm(draft, { force: true });
  }
  return files.map(({ name }) => join(folder, name));
}
