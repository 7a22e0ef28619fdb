import type { Configuration } from '@mikro-orm/core';
import type { Migrator } from './migrator.ts';

/** The migrator that a project's configuration registers. */
export function migratorOf(config: Pick<Configuration, 'getExtension'>): Migrator {
  const migrator = config.getExtension<Migrator>('@mikro-orm/migrator');
  if (!migrator)
    throw new Error('the configuration registers no migrator: make it with adopt() of mikro-orm-plumbline');
  return migrator;
}
