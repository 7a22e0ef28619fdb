import type { MigrationInfo } from '@mikro-orm/core';
import type { Migrator } from '@mikro-orm/migrations';

/** Members that MikroORM 7.2.1 keeps private to TypeScript. Nothing else in the project touches one. */
interface PrivateMembers {
  /** `AbstractMigrator.emit`: tells the listeners of `migrator.on(event, …)`. */
  emit(event: MigratorEvent, about: MigrationInfo): Promise<void>;
}

export type MigratorEvent = 'migrating' | 'migrated' | 'reverting' | 'reverted';

export const emitEvent = (migrator: Migrator, event: MigratorEvent, about: MigrationInfo): Promise<void> =>
  (migrator as unknown as PrivateMembers).emit(event, about);
