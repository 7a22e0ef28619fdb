import type { Configuration } from '@mikro-orm/core';
import { Problem } from '../problem/index.ts';
import type { Migrator } from './migrator.ts';

/**
 * The migrator that a project's configuration registers.
 *
 * @throws Problem PL606 where that is MikroORM's own, or none
 */
export function migratorOf(config: Pick<Configuration, 'getExtension'>): Migrator {
  const migrator = config.getExtension<Migrator>('@mikro-orm/migrator');
  if (migrator && 'createProven' in migrator) return migrator;
  throw new Problem('PL606', {
    what: 'the configuration does not go through Plumbline',
    why: migrator ? 'it registers MikroORM’s own migrator' : 'it registers no migrator',
    fix: 'npx plumb init, which wraps it; npx plumb doctor says what else is missing',
  });
}
