import type { Configuration } from '@mikro-orm/core';
import { Problem } from './problem/index.ts';

/** What the toolkit keeps in MikroORM's configuration, beside MikroORM's own options. */
export interface Settings {
  /** Where and as what scratch databases are made. */
  shadow: ShadowSettings;
  /** A file of decisions that is read when it is there, seen from the project's root. */
  decisionsFile: string;
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
  /** SQL for what migrations and entities take for granted: roles, functions that are kept by hand. */
  prelude?: string | undefined;
}

const KEY = 'plumbline';

export const DECISIONS_FILE = 'plumbline.decisions.json';
/** The variable that names a server for the shadow. */
export const SHADOW_DSN = 'PLUMBLINE_SHADOW_DSN';
/** The variable that lets that server's role be one that may do more than make databases. */
export const SHADOW_ALLOW = 'PLUMBLINE_SHADOW_ALLOW';

/** The settings as an option of MikroORM's configuration, which keeps what it does not know. */
export const asOption = (settings: Settings): object => ({ [KEY]: settings });

export const settingsOf = (config: Configuration): Settings =>
  (config.get(KEY as never) as Settings | undefined) ?? { shadow: {}, decisionsFile: DECISIONS_FILE };

/**
 * What the environment says of the shadow.
 *
 * @throws Problem PL001 for a word that means nothing
 */
export function shadowFrom(env: NodeJS.ProcessEnv): ShadowSettings {
  const word = env[SHADOW_ALLOW] || undefined;
  if (word !== undefined && word !== 'privileged')
    throw new Problem('PL001', {
      what: `${SHADOW_ALLOW} has a word that means nothing: ${word}`,
      fix: `leave it out, or set ${SHADOW_ALLOW}=privileged for a server that is thrown away`,
    });
  return { dsn: env[SHADOW_DSN] || undefined, ...(word && { allowPrivileged: true }) };
}
