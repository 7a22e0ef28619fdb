import type { Configuration } from '@mikro-orm/core';
import { type Say, silent } from './problem/index.ts';

/** What the toolkit keeps in MikroORM's configuration, beside MikroORM's own options. */
export interface Settings {
  /** Whether the work of a command is done, and not that of the application. */
  isCommand?: boolean;
  /** Where and as what scratch databases are made. */
  shadow: ShadowSettings;
  /** A file of decisions that is read when it is there, seen from the project's root. */
  decisionsFile: string;
  /** Hears what is no result: warnings, and what is waited for. */
  say: Say;
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
