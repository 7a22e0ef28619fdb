import { hostname } from 'node:os';
import { literal } from '../sql/quote.ts';
import type { MigrationFile } from './files.ts';
import { LedgerSql } from './ledger-sql.ts';
import { type LedgerTables, qualified, TABLES } from './ledger-tables.ts';
import type { Context, WorkSession } from './session.ts';

/** One migration, as the ledger knows it. */
export interface Entry {
  name: string;
  /** SHA-256 of the file when it was run, in hexadecimal; absent for what another tool ran. */
  checksum: string | null;
  state: 'applied' | 'running' | 'reverting';
  /** Of one that runs outside a transaction: how many statements are begun and done. */
  begun: number;
  done: number;
  /** A digest of the statements that are done; absent while none is. */
  trail: string | null;
  startedAt: Date;
  durationMs: number | null;
  tool: string;
  /** The role, and the host and process. */
  ranBy: string;
}

/**
 * The ledger: what MikroORM's tracking table does not hold. MikroORM's stays the list of what is applied; where the two
 * disagree, somebody used the stock tool, and its list counts.
 */
export class Ledger {
  readonly #work: WorkSession;
  readonly #tables: LedgerTables;
  readonly #sql: LedgerSql;
  readonly #tracking: string;

  constructor(work: WorkSession, tables: LedgerTables) {
    this.#work = work;
    this.#tables = tables;
    this.#sql = new LedgerSql(tables);
    this.#tracking = qualified(tables);
  }

  /**
   * Makes the tables that are missing, and takes over what the stock tool ran. Call it under the lock.
   *
   * @returns everything that is known, in the order in which it was run
   */
  async prepare(transaction: Context, files: readonly MigrationFile[]): Promise<Entry[]> {
    for (const { there, make } of TABLES(this.#tables)) {
      // asked first: making a thing needs a right, even where it is there already
      const [row] = await this.#work.query<{ there: boolean }>(`select ${there} as there`, transaction);
      if (!row?.there) for (const sql of make) await this.#work.query(sql, transaction);
    }
    for (const sql of this.#sql.takeOver) await this.#work.query(sql, transaction);
    await this.#adopt(files, transaction);
    return this.#entries(transaction);
  }

  #entries(context: Context): Promise<Entry[]> {
    return this.#work.query<Entry>(this.#sql.entries, context);
  }

  /** Notes that a migration begins. A second run of the same one meets the primary key. */
  async begin(name: string, checksum: string | null, context: Context): Promise<void> {
    await this.#work.query(this.#sql.begin(name, checksum, WHO), context);
  }

  async beginReverting(name: string, context: Context): Promise<void> {
    await this.#work.query(this.#sql.beginReverting(name, WHO), context);
  }

  async begun(name: string, count: number, context: Context): Promise<void> {
    await this.#work.query(this.#sql.begun(name, count), context);
  }

  async done(name: string, count: number, trail: string, context: Context): Promise<void> {
    await this.#work.query(this.#sql.done(name, count, trail), context);
  }

  async applied(name: string, checksum: string | null, durationMs: number, context: Context): Promise<void> {
    for (const sql of this.#sql.applied(name, checksum, durationMs)) await this.#work.query(sql, context);
  }

  async reverted(name: string, context: Context): Promise<void> {
    for (const sql of this.#sql.reverted(name)) await this.#work.query(sql, context);
  }

  /** Records the checksums of files whose migrations another tool ran. */
  async #adopt(files: readonly MigrationFile[], context: Context): Promise<void> {
    if (files.length > 0) await this.#work.query(this.#sql.adopt(files), context);
  }

  /** MikroORM's list, as text to be put back. */
  async list(): Promise<string> {
    const [row] = await this.#work.query<{ list: string }>(
      `select coalesce(json_agg(t), '[]')::text as list from ${this.#tracking} t`,
    );
    return row?.list ?? '[]';
  }

  async relist(list: string, context: Context): Promise<void> {
    await this.#work.query(`delete from ${this.#tracking}`, context);
    await this.#work.query(
      `insert into ${this.#tracking} select * from json_populate_recordset(null::${this.#tracking}, ${literal(list)})`,
      context,
    );
  }
}

const WHO = `current_user || ' on ' || ${literal(`${hostname()}:${process.pid}`)}`;
