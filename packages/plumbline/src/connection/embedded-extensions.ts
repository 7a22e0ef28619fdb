import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { PGlite } from '@electric-sql/pglite';

/** Extensions that PostgreSQL's sources keep together, and PGlite packs as one. */
const BUNDLED_IN: Record<string, string> = {
  autoinc: 'spi',
  insert_username: 'spi',
  moddatetime: 'spi',
  refint: 'spi',
};

/** The packages with an extension each that somebody may have installed beside PGlite. */
const PACKAGE = (name: string): string => `@electric-sql/pglite-${name.replaceAll('_', '-')}`;

const folder = dirname(fileURLToPath(import.meta.resolve('@electric-sql/pglite')));
let packed: string[] | undefined;

/** The extensions that PGlite brings along, each in an archive. */
export function embeddedExtensions(): readonly string[] {
  packed ??= [
    ...Object.keys(BUNDLED_IN),
    ...readdirSync(folder).flatMap(file => (file.endsWith('.tar.gz') ? [file.slice(0, -'.tar.gz'.length)] : [])),
  ];
  return packed;
}

/** Those that a text may ask for. What is brought for nothing does no harm: PostgreSQL decides what the text means. */
export function mentionedIn(sql: string): string[] {
  const text = sql.toLowerCase();
  return text.includes('extension') ? embeddedExtensions().filter(name => text.includes(name)) : [];
}

/**
 * Puts the files of an extension where the running PostgreSQL looks for them, with those of what it requires: PGlite itself
 * does so only for what is known before it starts.
 */
export async function bringExtension(postgres: PGlite, name: string, brought: Set<string>): Promise<void> {
  if (brought.has(name)) return;
  brought.add(name);
  const archive = await archiveOf(name);
  if (archive === undefined) return;
  const { FS, WASM_PREFIX } = postgres.Module;
  for (const { path, data } of entries(await promisify(gunzip)(await readFile(archive)))) {
    const file = `${WASM_PREFIX}/${path}`;
    FS.mkdirTree(dirname(file));
    FS.writeFile(file, data);
    if (!path.endsWith('.control')) continue;
    for (const required of requiredBy(data.toString())) await bringExtension(postgres, required, brought);
  }
}

async function archiveOf(name: string): Promise<string | undefined> {
  const own = join(folder, `${BUNDLED_IN[name] ?? name}.tar.gz`);
  if (existsSync(own)) return own;
  try {
    const found = fileURLToPath(import.meta.resolve(PACKAGE(name)));
    const archive = join(dirname(found), `${name}.tar.gz`);
    return existsSync(archive) ? archive : undefined;
  } catch {
    return undefined;
  }
}

/** The extensions that a control file names as required (source: PostgreSQL's documentation, "Extension Files"). */
function requiredBy(control: string): string[] {
  const line = control.split('\n').find(one => one.trimStart().startsWith('requires'));
  const list = line?.split('=')[1]?.trim() ?? '';
  return list
    .replaceAll(`'`, '')
    .split(',')
    .map(one => one.trim())
    .filter(Boolean);
}

/** The length of a header and of what contents are filled up to, in a tar archive (source: POSIX, `pax`, "ustar"). */
const BLOCK = 512;

/** The files of a tar archive. */
function* entries(archive: Buffer): Generator<{ path: string; data: Buffer }> {
  for (let at = 0; at + BLOCK <= archive.length && archive[at] !== 0; ) {
    const field = (start: number, length: number): string =>
      archive.toString('latin1', at + start, at + start + length).split('\0')[0] ?? '';
    const [path, size] = [field(0, 100), Number.parseInt(field(124, 12), 8) || 0];
    const start = at + BLOCK;
    if (!path.endsWith('/')) yield { path, data: archive.subarray(start, start + size) };
    at = start + Math.ceil(size / BLOCK) * BLOCK;
  }
}
