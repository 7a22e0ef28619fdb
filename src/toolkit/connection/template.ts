import { mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PGlite } from '@electric-sql/pglite';

/** Where a new cluster is kept for the next time: with the packages, as it belongs to one version of them. */
async function place(): Promise<string> {
  const entry = fileURLToPath(import.meta.resolve('@electric-sql/pglite'));
  const modules = entry.slice(0, entry.lastIndexOf('node_modules') + 'node_modules'.length);
  const text = await readFile(join(dirname(dirname(entry)), 'package.json'), 'utf8');
  const { version } = JSON.parse(text) as { version: string };
  return join(modules, '.cache/plumbline', `pglite-${version}.tar`);
}

/** A new cluster as an archive; nothing the first time. Unpacking it takes a third of the time that making one takes. */
export async function loadTemplate(): Promise<Blob | undefined> {
  try {
    return new Blob([await readFile(await place())]);
  } catch {
    return undefined;
  }
}

/** Keeps a cluster that was just made. Where it cannot be kept, the next one is made anew. */
export async function keepTemplate(postgres: PGlite): Promise<void> {
  try {
    const file = await place();
    if (await stat(file).catch(() => undefined)) return;
    const draft = `${file}.${process.pid}`;
    await mkdir(dirname(file), { recursive: true });
    await writeFile(draft, Buffer.from(await (await postgres.dumpDataDir('none')).arrayBuffer()));
    await rename(draft, file);
  } catch {
    // a cache is not worth a failure
  }
}
