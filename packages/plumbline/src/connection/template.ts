import { mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PGlite } from '@electric-sql/pglite';

/** What a cluster is for: a folder that people keep, or a memory that holds one database and is thrown away. */
export type TemplateUse = 'folder' | 'memory';

/** Where a new cluster is kept for the next time: with the packages, as it belongs to one version of them. */
async function place(use: TemplateUse): Promise<string> {
  const entry = fileURLToPath(import.meta.resolve('@electric-sql/pglite'));
  const modules = entry.slice(0, entry.lastIndexOf('node_modules') + 'node_modules'.length);
  const text = await readFile(join(dirname(dirname(entry)), 'package.json'), 'utf8');
  const { version } = JSON.parse(text) as { version: string };
  return join(modules, '.cache/plumbline', `pglite-${version}-${use}.tar`);
}

/** A new cluster as an archive; nothing the first time. Unpacking it takes a third of the time that making one takes. */
export async function loadTemplate(use: TemplateUse): Promise<Blob | undefined> {
  try {
    return new Blob([await readFile(await place(use))]);
  } catch {
    return undefined;
  }
}

/** Keeps a cluster that was just made. Where it cannot be kept, the next one is made anew. */
export async function keepTemplate(postgres: PGlite, use: TemplateUse): Promise<void> {
  try {
    const file = await place(use);
    if (await stat(file).catch(() => undefined)) return;
    if (use === 'memory') for (const statement of SLIM) await postgres.exec(statement);
    const draft = `${file}.${process.pid}`;
    await mkdir(dirname(file), { recursive: true });
    await writeFile(draft, Buffer.from(await (await postgres.dumpDataDir('none')).arrayBuffer()));
    await rename(draft, file);
  } catch {
    // a cache is not worth a failure
  }
}

/** Nobody makes a database in memory: without those that others are copied from, a cluster unpacks in half the time. */
const SLIM = [
  'update pg_database set datistemplate = false',
  'drop database template0',
  'drop database template1',
  'checkpoint',
];
