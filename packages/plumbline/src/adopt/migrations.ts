import type { Configuration } from '@mikro-orm/core';
import { isCommandLine } from '../cli/stock.ts';
import { parseDsn, type ServerTarget, type Way } from '../connection/index.ts';
import { settingsOf } from '../settings.ts';
import { variable } from '../variables.ts';

const VARIABLE = 'PLUMBLINE_MIGRATIONS_DSN';

/** Whether a command is at work, of a command line or called by a program. */
export const isCommand = (config: Configuration): boolean => isCommandLine() || settingsOf(config).isCommand === true;

/**
 * How commands reach the database, where it is not as the application does. It is read when it is first needed, so that a
 * mistake in it stops no application.
 */
export function migrationsWay(said: string | undefined, env: NodeJS.ProcessEnv): Pick<Way, 'migrations'> {
  const dsn = said ?? variable(VARIABLE, env);
  if (dsn === undefined) return {};
  let target: ServerTarget | undefined;
  return {
    migrations(config) {
      if (!isCommand(config)) return undefined;
      target ??= parseDsn(dsn, env, said === undefined ? VARIABLE : 'migrations.dsn');
      return target;
    },
  };
}
