import type { MigrationInfo } from '@mikro-orm/core';
import type { Migrator } from '@mikro-orm/migrations';

export type MigratorEvent = 'migrating' | 'migrated' | 'reverting' | 'reverted';

/**
 * Tells the listeners of `migrator.on(event, …)`: a member that MikroORM 7.2.1 keeps private to TypeScript. Nothing else
 * in the project touches one.
 */
export const emitEvent = (migrator: Migrator, event: MigratorEvent, about: MigrationInfo): Promise<void> =>
  // biome-ignore lint/complexity/useLiteralKeys: TypeScript lets this form reach what is private
  migrator['emit'](event, about);
