import { resolve } from 'node:path';
import type { Configuration } from '@mikro-orm/core';
import { type Say, silent } from './problem/index.ts';

/** What the toolkit keeps in MikroORM's configuration, beside MikroORM's own options. */
export interface Settings {
  /** Whether the work of a command is done, and not that of the application. */
  isCommand?: boolean;
  /** Where and as what scratch databases are made. */
  shadow: ShadowSettings;
  /** What stands in for the first migrations, where they are not to be run on the shadow. */
  baseline?: Baseline | undefined;
  history?: HistorySettings | undefined;
  /** A file of decisions that is read when it is there, seen from the project's root. */
  decisionsFile: string;
  /** Hears what is no result: warnings, and what is waited for. */
  say: Say;
}

/**
 * A schema that is taken as it is: what the first migrations lead to where they do not run on an empty database, do not
 * lead back, or are gone; or what was there before the first one. What comes after it is replayed and proven.
 *
 * @example
 * adopt(own, { baseline: { since: 'Migration20250301120000', script: 'db/baseline.sql' } });
 */
export interface Baseline {
  /** The name of the last migration that the script stands for; where it is absent, the script stands before the first. */
  since?: string | undefined;
  /** A script, as `pg_dump --schema-only` or `plumb diff migrations@base db --sql` writes it, seen from the project's root. */
  script: string;
}

/** What of a history is no mistake in this project, for every run; PLUMBLINE_ALLOW says it for one. */
export interface HistorySettings {
  /** Whether other programs record their migrations in the same table: names that the project does not have are theirs. */
  isShared?: boolean | undefined;
  /** Whether a migration may be applied after newer ones, as one of a branch that was merged late. */
  allowLate?: boolean | undefined;
}

export interface ShadowSettings {
  /**
   * A server to make scratch databases on, for a version or an extension that the embedded PostgreSQL does not have.
   * Each gets a name of its own and is dropped again; no database that is there is touched.
   */
  dsn?: string | undefined;
  /**
   * Whether the server's role may do more than make databases. What a branch's migrations and entities say is run with
   * its rights, so that this is for servers that are thrown away.
   */
  allowPrivileged?: boolean | undefined;
  /**
   * The oldest major version of PostgreSQL that the migrations run on: 15. What it does not have is written in a form
   * that it has. The configured server is asked, too, and the older of the two counts.
   */
  version?: number | undefined;
  /** SQL for what migrations and entities take for granted: roles, functions that are kept by hand. */
  prelude?: string | undefined;
}

const KEY = 'plumbline';

export const DECISIONS_FILE = 'plumbline.decisions.json';
/** Where the embedded database is kept in a project that says no other place. */
export const EMBEDDED_FOLDER = '.plumbline';
/** The variable that names a server for the shadow. */
export const SHADOW_DSN = 'PLUMBLINE_SHADOW_DSN';
/** The variable that lets that server's role be one that may do more than make databases. */
export const SHADOW_ALLOW = 'PLUMBLINE_SHADOW_ALLOW';
/** The way out where the shadow lacks something that a server may have. */
export const OTHER_SHADOW = `set ${SHADOW_DSN} to a server that has it and may be used for scratch databases`;

/** The settings as an option of MikroORM's configuration, which keeps what it does not know. */
export const asOption = (settings: Settings): object => ({ [KEY]: settings });

/** The configuration as a command uses it: see `Settings.isCommand`. */
export const forCommand = <T extends object>(options: T): T => {
  const settings = (options as Record<string, object | undefined>)[KEY];
  return { ...options, [KEY]: { ...settings, isCommand: true } };
};

/** Whether options are those of a configuration that Plumbline made. */
export const isConfigured = (options: object): boolean => KEY in options;

export const settingsOf = (config: Configuration): Settings =>
  (config.get(KEY as never) as Settings | undefined) ?? { shadow: {}, decisionsFile: DECISIONS_FILE, say: silent };

/** The baseline, its script as an absolute path. */
export function baselineOf(config: Configuration): Baseline | undefined {
  const { baseline } = settingsOf(config);
  return baseline && { ...baseline, script: resolve(config.get('baseDir'), baseline.script) };
}
