import type { Transaction } from '@mikro-orm/core';
import { type MigrationRow, MigrationStorage } from '@mikro-orm/migrations';
import { LedgerSql, type LedgerTables, LIST, ledgerProblem } from '../runner/index.ts';
import { reading } from './reading.ts';

/**
 * MikroORM's list of migrations, which is made by the first run under its lock, and not by whoever looks first. Its
 * statements are those of the ledger, and not MikroORM's, which would call a function or operator that somebody put into
 * the search path.
 */
export class Storage extends MigrationStorage {
  /** The caller's own transaction, where MikroORM runs in one, list and all. */
  #transaction: Transaction | undefined;

  override setMasterMigration(transaction: Transaction): void {
    this.#transaction = transaction;
    super.setMasterMigration(transaction);
  }

  override unsetMasterMigration(): void {
    this.#transaction = undefined;
    super.unsetMasterMigration();
  }

  override async ensureTable(): Promise<void> {
    if (!this.#transaction) return;
    for (const { there, make } of LIST(this.#tables)) {
      const [row] = await this.#execute<{ there: boolean }>(`select ${there} as there`);
      if (!row?.there) for (const sql of make) await this.#execute(sql);
    }
  }

  override async logMigration({ name }: { name: string }, transaction?: Transaction): Promise<void> {
    await this.ensureTable();
    await this.#execute(this.#sql.list(this.getMigrationName(name)), transaction);
  }

  override async unlogMigration({ name }: { name: string }, transaction?: Transaction): Promise<void> {
    await this.ensureTable();
    await this.#execute(this.#sql.unlist(this.getMigrationName(name)), transaction);
  }

  override async getExecutedMigrations(): Promise<MigrationRow[]> {
    await this.ensureTable();
    const rows = this.#transaction
      ? await this.#execute<MigrationRow>(this.#sql.rows)
      : await this.#read().catch((error: unknown) => {
          throw ledgerProblem(error, `reading ${this.#tables.table}, the list of migrations,`);
        });
    // some drivers give times as texts
    return rows.map(row => ({ ...row, executed_at: new Date(row.executed_at) }));
  }

  #read(): Promise<MigrationRow[]> {
    return reading(this.driver, async session => {
      const [{ there } = { there: false }] = await session.query<{ there: boolean }>(
        `select ${LIST(this.#tables)[1].there} as there`,
      );
      if (!there) return [];
      // a list that shows this role a part of it would be taken for the whole
      await session.query('set local row_security = off');
      return session.query<MigrationRow>(this.#sql.rows);
    });
  }

  get #tables(): LedgerTables {
    const { tableName, schemaName } = this.getTableName();
    return { schema: schemaName ?? this.driver.getPlatform().getDefaultSchemaName() ?? 'public', table: tableName };
  }

  get #sql(): LedgerSql {
    return new LedgerSql(this.#tables);
  }

  #execute<Row>(sql: string, transaction = this.#transaction): Promise<Row[]> {
    return this.driver.getConnection().execute<Row[]>(sql, [], 'all', transaction);
  }
}
