import { hostname } from 'node:os';
import { isEdited, type LedgerEntry, type MigrationFile } from '../history/index.ts';
import { hasSqlstate, Problem, SQLSTATE } from '../problem/index.ts';
import { literal } from '../sql/index.ts';
import { LedgerSql, type Mark, type Noted } from './ledger-sql.ts';
import { HAS_DIGESTS, type LedgerTables, qualifiedTable, TABLES } from './ledger-tables.ts';
import type { Context, WorkSession } from './session.ts';

/**
 * The ledger: what MikroORM's tracking table does not hold. MikroORM's stays the list of what is applied; where the two
 * disagree, somebody used the stock tool, and its list counts.
 */
export class Ledger {
  readonly #work: WorkSession;
  readonly #tables: LedgerTables;
  #sql: LedgerSql;
  #hasDigests = true;
  readonly #tracking: string;

  constructor(work: WorkSession, tables: LedgerTables) {
    this.#work = work;
    this.#tables = tables;
    this.#sql = new LedgerSql(tables);
    this.#tracking = qualifiedTable(tables);
  }

  /**
   * Makes the tables that are missing, and takes over what the stock tool ran. Call it under the lock.
   *
   * @returns everything that is known, in the order in which it was run
   */
  async prepare(transaction: Context): Promise<LedgerEntry[]> {
    // a ledger that shows this role a part of it would be taken for the whole
    await this.#work.query('set local row_security = off', transaction);
    // asked first: making a thing needs a right, even where it is there already
    for (const { there, make } of TABLES(this.#tables))
      if (!(await this.#holds(there, transaction))) for (const sql of make) await this.#work.query(sql, transaction);
    this.#hasDigests = await this.#holds(HAS_DIGESTS(this.#tables), transaction);
    this.#sql = new LedgerSql(this.#tables, { hasDigests: this.#hasDigests });
    for (const sql of this.#sql.takeOver) await this.#work.query(sql, transaction);
    return this.#work.query<LedgerEntry>(this.#sql.entries, transaction);
  }

  async #holds(condition: string, transaction: Context): Promise<boolean> {
    const [row] = await this.#work.query<{ holds: boolean }>(`select ${condition} as holds`, transaction);
    return row?.holds ?? false;
  }

  /**
   * Notes what the files say whose migrations another tool ran, or an older version of this one; a file that was edited
   * since is not taken for what was run.
   */
  async adopt(files: readonly MigrationFile[], entries: readonly LedgerEntry[]): Promise<void> {
    const byName = new Map(entries.map(entry => [entry.name, entry]));
    const adopted: MigrationFile[] = [];
    for (const file of files) {
      const entry = byName.get(file.name);
      if (entry?.state !== 'applied' || (this.#hasDigests ? entry.digest : entry.checksum) !== null) continue;
      if (!(await isEdited(file, entry))) adopted.push(file);
    }
    if (adopted.length === 0) return;
    const sql = this.#sql.adopt(await Promise.all(adopted.map(noted)));
    await this.#work.transaction(transaction => this.#work.query(sql, transaction));
  }

  /** The statements that keep it, for the columns that it has. */
  get sql(): LedgerSql {
    return this.#sql;
  }

  /** Notes that a migration begins. A second run of the same one meets the primary key. */
  async begin({ name, checksum }: MigrationFile, context: Context): Promise<void> {
    await this.#write(name, this.#sql.begin(name, checksum, WHO), context);
  }

  async applied(file: MigrationFile, durationMs: number, context: Context): Promise<void> {
    for (const sql of this.#sql.applied(await noted(file), durationMs)) await this.#write(file.name, sql, context);
  }

  async reverted(name: string, context: Context): Promise<void> {
    for (const sql of this.#sql.reverted(name)) await this.#change(name, sql, context);
  }

  /** @param durationMs how long the migration took so far */
  async write(name: string, { sql, findsRow }: Mark, durationMs: number, context: Context): Promise<void> {
    for (const text of sql(durationMs))
      await (findsRow ? this.#write(name, text, context) : this.#change(name, text, context));
  }

  /** @throws Problem PL202 when what it writes into is not there any more: a statement before it took it away */
  async #write(name: string, sql: string, context: Context): Promise<void> {
    if ((await this.#change(name, sql, context)) !== 1) throw ledgerGone(name);
  }

  #change(name: string, sql: string, context: Context): Promise<number> {
    return this.#work.change(sql, context).catch((error: unknown) => {
      throw hasSqlstate(error, ...GONE) ? ledgerGone(name, error) : error;
    });
  }

  /** MikroORM's list, as text to be put back. */
  async list(): Promise<string> {
    const [row] = await this.#work.query<{ list: string }>(
      `select coalesce(pg_catalog.json_agg(t), '[]')::pg_catalog.text as list from ${this.#tracking} t`,
    );
    return row?.list ?? '[]';
  }

  async relist(list: string, context: Context): Promise<void> {
    await this.#work.query(`delete from ${this.#tracking}`, context);
    await this.#work.query(
      `insert into ${this.#tracking} select * from pg_catalog.json_populate_recordset(null::${this.#tracking}, ${literal(list)})`,
      context,
    );
  }
}

/** What the ledger keeps of a file that was run. */
export const noted = async ({
  name,
  checksum,
  textChecksum,
  equivalentDigests,
  parent,
  digest,
}: MigrationFile): Promise<Noted> => ({
  name,
  checksum,
  known: [textChecksum, ...equivalentDigests],
  parent,
  digest: await digest(),
});

const GONE = [SQLSTATE.undefinedTable, SQLSTATE.undefinedColumn, SQLSTATE.invalidSchemaName];

const ledgerGone = (name: string, cause?: unknown): Problem =>
  new Problem('PL202', {
    what: `${name} took away, or hid, what tells which migrations were run; what it did in a transaction was not kept`,
    why: cause instanceof Error ? cause.message : 'its row is not in the ledger any more',
    fix: 'take the statement out that does it; a block of code may hold it',
    cause,
  });

/** Who runs migrations here, as the ledger notes it. */
export const WHO = `pg_catalog.concat(current_user, ${literal(` on ${hostname()}:${process.pid}`)})`;
