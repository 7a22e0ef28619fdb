import type { IMigrationRunner } from '@mikro-orm/core';
import { Migrator as StockMigrator } from '@mikro-orm/migrations';
import { Runner } from './runner.ts';

/** MikroORM's migrator, made to say what went wrong and where. */
export class Migrator extends StockMigrator {
  protected override createRunner(): IMigrationRunner {
    return new Runner(this.driver, this.options, this.config);
  }

  /** A missing database is a mistake in the DSN here, not something to create on the way. */
  protected override async init(): Promise<void> {
    await this.driver.getConnection().ensureConnection();
    await super.init();
  }
}
