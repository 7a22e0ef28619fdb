import type { Transaction } from '@mikro-orm/core';
import { type Migration, MigrationRunner } from '@mikro-orm/migrations';
import { statementProblem } from './failure.ts';
import { type Statement, statementsOf } from './statements.ts';

/** Runs one migration and says which of its statements failed. */
export class Runner extends MigrationRunner {
  #master: Transaction | undefined;

  override setMasterMigration(trx: Transaction): void {
    this.#master = trx;
  }

  override unsetMasterMigration(): void {
    this.#master = undefined;
  }

  override async run(
    migration: Migration,
    method: 'up' | 'down',
    afterRun?: (tx?: Transaction) => Promise<void>,
  ): Promise<void> {
    migration.reset();
    if (!migration.isTransactional()) {
      await this.#execute(migration, await statementsOf(migration, method));
      await afterRun?.();
      return;
    }
    await this.driver.getConnection().transactional(
      async tx => {
        migration.setTransactionContext(tx);
        await this.#execute(migration, await statementsOf(migration, method), tx);
        await afterRun?.(tx);
      },
      { ctx: this.#master },
    );
  }

  async #execute(migration: Migration, statements: Statement[], tx?: Transaction): Promise<void> {
    for (const statement of statements) {
      try {
        await this.driver.execute(statement.query as string, undefined, 'all', tx);
      } catch (error) {
        throw statementProblem(error, migration.name ?? migration.constructor.name, statement);
      }
    }
  }
}
