import { Configuration, type Options } from '@mikro-orm/core';
import { EmbeddedFolder, isThere } from '../connection/index.ts';
import { Problem, type Say } from '../problem/index.ts';
import { settingsOf } from '../settings.ts';
import type { PlumblineDriver } from './session.ts';

/** What became of the embedded database. */
export interface Reset {
  /** Which database it was about, for people. */
  database: string;
  outcome: 'deleted' | 'kept' | 'absent';
}

/** Who agrees to what `reset` deletes. */
export interface ResetOptions {
  /** Asked before anything is deleted. */
  confirm(database: string): Promise<boolean>;
}

/** Deletes the data and nothing else of the folder: it may be one that holds more than we put there. */
async function deleteData(path: string, say: Say): Promise<void> {
  const folder = await EmbeddedFolder.take(path, say);
  try {
    await folder.deleteData();
  } finally {
    folder.release();
  }
}

/**
 * Deletes the embedded database.
 *
 * @throws Problem PL001 when the configuration names a server: deleting that is not a convenience
 * @throws Problem PL160 when another process keeps the database open
 *
 * @example
 * await reset(options, { confirm: async database => database.includes('scratch') });
 */
export async function reset(options: Partial<Options>, { confirm }: ResetOptions): Promise<Reset> {
  const config = new Configuration(options);
  const { describe: database, embeddedFolder: folder } = config.getDriver() as PlumblineDriver;
  if (!folder) {
    throw new Problem('PL001', {
      what: 'only the embedded database is reset, never a server',
      subject: database,
      fix: 'unset the DSN; on a server, npx mikro-orm migration:down --to 0 takes back every migration',
    });
  }
  if (!(await isThere(folder))) return { database, outcome: 'absent' };
  if (!(await confirm(database))) return { database, outcome: 'kept' };
  await deleteData(folder, settingsOf(config).say);
  return { database, outcome: 'deleted' };
}
