import type { Configuration } from '@mikro-orm/core';
import type { Migration } from '@mikro-orm/migrations';
import type { AbstractSqlDriver } from '@mikro-orm/sql';
import { Problem } from '../problem/index.ts';
import { timeOf } from '../variables.ts';
import { type Digestible, digestLike, digestOf } from './digest.ts';
import type { MigrationFile } from './file.ts';

/** A migration's class, and what it may say beside its statements. */
export type MigrationClass = (new (
  driver: never,
  config: never,
) => Migration) & {
  /** The migration that it was made on top of. */
  parent?: string | null;
  /** The digest of the statements that were proven, which a generated file has. */
  proven?: string;
  /** How long its statements wait for a lock that others queue behind, in seconds. */
  lockTimeout?: number;
  /** How long its statements may hold up others, in seconds. */
  statementTimeout?: number;
  /** What the ledger may say of a file that this one replaces. */
  equivalentDigests?: readonly string[];
  /** What its way back loses. */
  downLoses?: readonly string[];
};

export const isMigration = (value: unknown): value is MigrationClass =>
  typeof value === 'function' && typeof (value.prototype as { up?: unknown } | undefined)?.up === 'function';

/** What migrations are read with; the driver puts statements into words, and no database is asked. */
export interface Reading {
  config: Configuration;
  driver: AbstractSqlDriver;
}

/** What a class says beside its statements. */
export const saidBy = (Class: MigrationClass): Pick<MigrationFile, 'parent' | 'equivalentDigests'> => ({
  parent: Class.parent,
  equivalentDigests: Class.equivalentDigests ?? [],
});

/** What is known without the class. */
type Known = Pick<MigrationFile, 'name' | 'path' | 'textChecksum' | 'hasHelpers' | 'parent' | 'equivalentDigests'>;

/**
 * A migration whose class is loaded when it is needed.
 *
 * @param callable whether its methods may be called to hear what they queue
 */
export function migrationFile(
  known: Known,
  loadClass: () => Promise<MigrationClass>,
  callable: boolean,
  { config, driver }: Reading,
): MigrationFile {
  const digestible = async (): Promise<Digestible> => ({ Class: await loadClass(), driver, config, callable });
  let own: Promise<string> | undefined;
  return {
    ...known,
    checksum: known.equivalentDigests[0] ?? known.textChecksum,
    proven: async () => (await loadClass()).proven,
    async limits() {
      const { lockTimeout, statementTimeout } = await loadClass();
      return {
        lock: inMs('lockTimeout', lockTimeout, known.path),
        statement: inMs('statementTimeout', statementTimeout, known.path),
      };
    },
    downLoses: async () => (await loadClass()).downLoses ?? [],
    load: async other => new (await loadClass())(other as never, config as never),
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
    location: path === undefined ? undefined : { file: path },
    fix: 'give a number of seconds in whole milliseconds, like 0.25; 0 is without end',
  });
}
