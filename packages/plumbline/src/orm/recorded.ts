import { basename } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Configuration } from '@mikro-orm/core';
import type { Migration } from '@mikro-orm/migrations';
import { checksumOf, digest, type MigrationFile } from '../migrator/index.ts';
import { preciseMistake } from '../places/index.ts';
import { Problem, placeInStack, showPlace } from '../problem/index.ts';

/** A migration's class, and what it may say beside its statements. */
type MigrationClass = (new (
  driver: never,
  config: never,
) => Migration) & {
  /** The migration that it was made on top of. */
  parent?: string | null;
  /** How long its statements wait for a lock that others queue behind, in seconds. */
  lockTimeout?: number;
  /** How long its statements may hold up others, in seconds. */
  statementTimeout?: number;
};

const isMigration = (value: unknown): value is MigrationClass =>
  typeof value === 'function' && typeof (value.prototype as { up?: unknown } | undefined)?.up === 'function';

/**
 * Loads the files of migrations, without running anything of them.
 *
 * @throws Problem PL351 for a file that cannot be loaded, or that holds no migration
 */
export function recordedFiles(paths: readonly string[], config: Configuration): Promise<MigrationFile[]> {
  return Promise.all(
    paths.map(async path => {
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
      if (!Found)
        throw new Problem('PL351', {
          what: 'a file among the migrations holds none',
          where: path,
          fix: 'export a class with up(), or move the file away',
        });
      const name = basename(path).replace(/\.[jt]s$/, '');
      return recorded(Found, { name, path, checksum: await checksumOf(path) }, config);
    }),
  );
}

/** Migrations that the configuration lists as classes. What they say is their file. */
export function recordedClasses(
  list: readonly (MigrationClass | { name: string; class: MigrationClass })[],
  config: Configuration,
): MigrationFile[] {
  return list.map(entry => {
    const Found = typeof entry === 'function' ? entry : entry.class;
    const name =
      typeof entry === 'function' ? (new Found(undefined as never, undefined as never).name ?? Found.name) : entry.name;
    return recorded(Found, { name, path: undefined, checksum: digest(String(Found)) }, config);
  });
}

const recorded = (
  Found: MigrationClass,
  known: Pick<MigrationFile, 'name' | 'path' | 'checksum'>,
  config: Configuration,
): MigrationFile => ({
  ...known,
  parent: Found.parent,
  limits: { lock: inMs(Found.lockTimeout), statement: inMs(Found.statementTimeout) },
  load: async (driver: unknown) => new Found(driver as never, config as never),
});

const inMs = (seconds: number | undefined): number | undefined => (seconds === undefined ? undefined : seconds * 1000);
