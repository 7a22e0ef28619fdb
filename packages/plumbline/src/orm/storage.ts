import type { Transaction } from '@mikro-orm/core';
import { MigrationStorage } from '@mikro-orm/migrations';

/** MikroORM's list of migrations, which is made by the first run under its lock, and not by whoever looks first. */
export class Storage extends MigrationStorage {
  #inTransaction = false;

  /** A transaction of the caller's own is MikroORM's to run in, list and all. */
  override setMasterMigration(transaction: Transaction): void {
    this.#inTransaction = true;
    super.setMasterMigration(transaction);
  }

  override unsetMasterMigration(): void {
    this.#inTransaction = false;
    super.unsetMasterMigration();
  }

  override async ensureTable(): Promise<void> {
    if (this.#inTransaction) await super.ensureTable();
  }

  override async getExecutedMigrations(): ReturnType<MigrationStorage['getExecutedMigrations']> {
    const { tableName, schemaName } = this.getTableName();
    const connection = this.driver.getConnection();
    await connection.ensureConnection();
    const there =
      this.#inTransaction ||
      (await this.driver.getPlatform().getSchemaHelper()?.tableExists(connection, tableName, schemaName));
    return there ? super.getExecutedMigrations() : [];
  }
}
