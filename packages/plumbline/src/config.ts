import type { Options } from '@mikro-orm/core';
import { embeddedDatabase, type Hearing, migrationsWay, type Surroundings, withPlumbline } from './adopt/index.ts';
import { say as print, sayNotice } from './cli/terminal.ts';
import { parseDsn, serverDriver, visibleLogger } from './connection/index.ts';
import { PostgresNamingStrategy } from './schema/index.ts';

/** What `plumbline` takes: MikroORM’s options, and Plumbline’s beside them. */
export interface PlumblineOptions extends Partial<Options>, Hearing {
  /** The project's root; relative folders start here. */
  baseDir: string;
  /** The environment variable that holds the DSN. */
  dsnVariable: string;
  /** Where the embedded database is kept when the variable is not set; PLUMBLINE_FOLDER names another place. */
  embeddedFolder: string;
}

/**
 * MikroORM's configuration with Plumbline in it: the driver that fits the DSN, and the migrator, schema generator and
 * seed manager that the stock `mikro-orm` command then uses. A project that has a configuration keeps it with `adopt`.
 *
 * @throws Problem PL100 or PL101 when the environment does not name a database
 *
 * @example
 * export default plumbline({
 *   baseDir: import.meta.dirname,
 *   entities: [User],
 *   dsnVariable: 'DATABASE_URL',
 *   embeddedFolder: '.database',
 * });
 */
export async function plumbline({
  dsnVariable,
  embeddedFolder,
  env,
  shadow,
  baseline,
  history,
  decisionsFile,
  say = print,
  onNotice = sayNotice(say),
  attendance,
  ...options
}: PlumblineOptions): Promise<Partial<Options>> {
  const hearing = { env, shadow, baseline, history, decisionsFile, say, onNotice, attendance };
  return withPlumbline(
    { namingStrategy: PostgresNamingStrategy, loggerFactory: visibleLogger, ...options },
    hearing,
    surroundings => databaseOptions(dsnVariable, embeddedFolder, surroundings),
  );
}

function databaseOptions(dsnVariable: string, folder: string, surroundings: Surroundings): Partial<Options> {
  const { env, ...listeners } = surroundings;
  const dsn = env[dsnVariable];
  if (!dsn) {
    const fix = `set ${dsnVariable}=postgresql://USER:PASSWORD@HOST:5432/DATABASE`;
    return embeddedDatabase({ folder, unsaid: `${dsnVariable} is not set`, fix }, surroundings);
  }
  const target = parseDsn(dsn, env, dsnVariable);
  return {
    driver: serverDriver({
      ...listeners,
      ...migrationsWay(undefined, env),
      target: () => target,
      isCommand: () => true,
    }),
    dbName: target.database,
    // a missing database is a mistake in the DSN
    ensureDatabase: false,
  };
}
