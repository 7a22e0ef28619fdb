import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Configuration } from '@mikro-orm/core';
import type { Migration } from '@mikro-orm/migrations';
import type { AbstractSqlDriver } from '@mikro-orm/sql';
import {
  checksumOf,
  type Digestible,
  digest,
  digestLike,
  digestOf,
  type Entry,
  isTextKnown,
  type MigrationFile,
} from '../migrator/index.ts';
import { preciseMistake } from '../places/index.ts';
import { Problem, placeInStack, showPlace } from '../problem/index.ts';
import { timeOf } from '../variables.ts';
import { importsOf } from './imports.ts';

/** A migration's class, and what it may say beside its statements. */
type MigrationClass = (new (
  driver: never,
  config: never,
) => Migration) & {
  /** The migration that it was made on top of. */
  parent?: string | null;
  /** The mark of a generated file: a digest of the statements that were proven. */
  proven?: string;
  /** How long its statements wait for a lock that others queue behind, in seconds. */
  lockTimeout?: number;
  /** How long its statements may hold up others, in seconds. */
  statementTimeout?: number;
  /** What the ledger may say of a file that this one was written in the place of. */
  equivalentDigests?: readonly string[];
  /** What its way back loses. */
  downLoses?: readonly string[];
};

const isMigration = (value: unknown): value is MigrationClass =>
  typeof value === 'function' && typeof (value.prototype as { up?: unknown } | undefined)?.up === 'function';

/** Without the ending, as MikroORM records it. */
const nameOf = (file: string): string => file.replace(/\.[jt]s$/, '');

/** What migrations are read with. */
interface Reading {
  config: Configuration;
  driver: AbstractSqlDriver;
}

/**
 * Reads the files of migrations, without running anything of them. One that was run as it is now is not even loaded: what
 * there is to know of it, the ledger knows.
 *
 * @throws Problem PL351 for a file that cannot be loaded, or that holds no migration
 */
export async function recordedFiles(
  paths: readonly string[],
  reading: Reading,
  entries: readonly Entry[] = [],
): Promise<MigrationFile[]> {
  const ran = new Map(entries.map(entry => [entry.name, entry]));
  const files: MigrationFile[] = [];
  // one after the other: many at once take Node a gigabyte
  for (const path of paths) {
    const source = await readFile(path, 'utf8');
    const { hasHelpers, hasPackages } = importsOf(source);
    const known = { name: nameOf(basename(path)), path, text: checksumOf(source), hasHelpers };
    const loading = () => loadedClass(path);
    const entry = ran.get(known.name);
    const isRan = entry?.state === 'applied' && entry.digest !== null && isTextKnown(known, entry);
    const said = isRan
      ? { parent: entry.parent === '' ? null : (entry.parent ?? undefined), standsFor: [] }
      : saidBy(await loading());
    files.push({ ...known, ...said, ...working(known.text, said.standsFor, loading, !hasPackages, reading, path) });
  }
  return files;
}

async function loadedClass(path: string): Promise<MigrationClass> {
  const exports = await import(pathToFileURL(path).href).catch((cause: Error) => {
    const place = preciseMistake(placeInStack(cause.stack ?? ''));
    throw new Problem('PL351', {
      what: 'a migration cannot be read',
      where: place ? showPlace(place) : path,
      why: `${cause.name}: ${cause.message}`,
      fix: 'correct the file',
      cause,
    });
  });
  const Found = Object.values(exports as Record<string, unknown>).find(isMigration);
  if (Found) return Found;
  throw new Problem('PL351', {
    what: 'a file among the migrations holds none',
    where: path,
    fix: 'export a class with up(), or move the file away',
  });
}

/** Migrations that the configuration lists as classes. What they say is their file. */
export function recordedClasses(
  list: readonly (MigrationClass | { name: string; class: MigrationClass })[],
  reading: Reading,
): MigrationFile[] {
  return list.map(entry => {
    const Found = typeof entry === 'function' ? entry : entry.class;
    const name =
      typeof entry === 'function' ? (new Found(undefined as never, undefined as never).name ?? Found.name) : entry.name;
    const said = saidBy(Found);
    const known = { name: nameOf(name), path: undefined, text: digest(String(Found)), hasHelpers: false };
    return { ...known, ...said, ...working(known.text, said.standsFor, async () => Found, true, reading) };
  });
}

/** What a class says beside its statements. */
const saidBy = (Found: MigrationClass): Pick<MigrationFile, 'parent' | 'standsFor'> => ({
  parent: Found.parent,
  standsFor: Found.equivalentDigests ?? [],
});

function working(
  text: string,
  standsFor: readonly string[],
  loading: () => Promise<MigrationClass>,
  callable: boolean,
  { config, driver }: Reading,
  path?: string,
): Pick<MigrationFile, 'checksum' | 'proven' | 'limits' | 'downLoses' | 'load' | 'digest'> {
  const digestible = async (): Promise<Digestible> => ({ Class: await loading(), driver, config, callable });
  let own: Promise<string> | undefined;
  return {
    checksum: standsFor[0] ?? text,
    proven: async () => (await loading()).proven,
    async limits() {
      const { lockTimeout, statementTimeout } = await loading();
      return {
        lock: inMs('lockTimeout', lockTimeout, path),
        statement: inMs('statementTimeout', statementTimeout, path),
      };
    },
    async downLoses() {
      return (await loading()).downLoses ?? [];
    },
    load: async other => new (await loading())(other as never, config as never),
    async digest(like) {
      if (like) return digestLike(await digestible(), like);
      own ??= digestible().then(digestOf);
      return own;
    },
  };
}

function inMs(name: string, seconds: number | undefined, path: string | undefined): number | undefined {
  if (seconds === undefined) return undefined;
  const ms = timeOf(seconds);
  if (ms !== undefined) return ms;
  throw new Problem('PL351', {
    what: `${name} of a migration is not a time in seconds: ${seconds}; nothing was run`,
    where: path,
    fix: 'give a number of seconds in whole milliseconds, like 0.25; 0 is without end',
  });
}
