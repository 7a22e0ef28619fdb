import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { fs } from '@mikro-orm/core/fs-utils';
import { preciseLocation } from '../locations/index.ts';
import { locationInStack, Problem } from '../problem/index.ts';
import { sha256 } from '../sha256.ts';
import { isTextKnown } from './edited.ts';
import type { MigrationFile } from './file.ts';
import { importsOf } from './imports.ts';
import type { LedgerEntry } from './ledger-entry.ts';
import { isMigration, type MigrationClass, migrationFile, type Reading, saidBy } from './migration-class.ts';
import { nameOf } from './name.ts';

/**
 * Reads the files of migrations, without running anything of them. One that was run as it is now is not even loaded: what
 * there is to know of it, the ledger knows.
 *
 * @throws Problem PL351 for a file that cannot be loaded, or that holds no migration
 */
export async function readMigrations(
  paths: readonly string[],
  reading: Reading,
  entries: readonly LedgerEntry[] = [],
): Promise<MigrationFile[]> {
  const ran = new Map(entries.map(entry => [entry.name, entry]));
  const files: MigrationFile[] = [];
  // one after the other: many at once take Node a gigabyte
  for (const path of paths) {
    const source = await readFile(path, 'utf8');
    const { hasHelpers, hasPackages } = importsOf(source);
    const known = { name: nameOf(basename(path)), path, textChecksum: checksumOf(source), hasHelpers };
    const loading = () => loadClass(path);
    const entry = ran.get(known.name);
    const isRan = entry?.state === 'applied' && entry.digest !== null && isTextKnown(known, entry);
    const said = isRan
      ? { parent: entry.parent === '' ? null : (entry.parent ?? undefined), equivalentDigests: [] }
      : saidBy(await loading());
    files.push(migrationFile({ ...known, ...said }, loading, !hasPackages, reading));
  }
  return files;
}

async function loadClass(path: string): Promise<MigrationClass> {
  // by the way that MikroORM loads files: loaders of TypeScript and of CommonJS have their hands in it
  const exports: unknown = await fs.dynamicImport(path).catch((cause: Error) => {
    const location = preciseLocation(locationInStack(cause.stack ?? ''));
    throw new Problem('PL351', {
      what: 'a migration cannot be read',
      location: location ?? { file: path },
      why: `${cause.name}: ${cause.message}`,
      fix: 'correct the file',
      cause,
    });
  });
  const found = exportedBy(exports).find(isMigration);
  if (found) return found;
  throw new Problem('PL351', {
    what: 'a file among the migrations holds none',
    location: { file: path },
    fix: 'export a class with up(), or move the file away',
  });
}

/** What a module exports; loaders of CommonJS put all of it into one value, `default`. */
const exportedBy = (exports: unknown): unknown[] => [
  ...membersOf(exports),
  ...membersOf((exports as { default?: unknown } | null | undefined)?.default),
];

/** What is in an object; what is none stands for itself. */
const membersOf = (value: unknown): unknown[] =>
  typeof value === 'object' && value !== null ? Object.values(value) : [value];

/** Migrations that the configuration lists as classes. What they say is their file. */
export function readClasses(
  list: readonly (MigrationClass | { name: string; class: MigrationClass })[],
  reading: Reading,
): MigrationFile[] {
  return list.map(entry => {
    const Class = typeof entry === 'function' ? entry : entry.class;
    const name =
      typeof entry === 'function' ? (new Class(undefined as never, undefined as never).name ?? Class.name) : entry.name;
    const known = { name: nameOf(name), path: undefined, textChecksum: sha256(String(Class)), hasHelpers: false };
    return migrationFile({ ...known, ...saidBy(Class) }, async () => Class, true, reading);
  });
}

const checksumOf = (text: string): string => sha256(text.replaceAll('\r\n', '\n'));
