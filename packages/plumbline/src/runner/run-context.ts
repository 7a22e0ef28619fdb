import type { AbstractSqlDriver } from '@mikro-orm/sql';
import type { LedgerEntry, MigrationFile, MigrationLimits } from '../history/index.ts';
import type { Report } from './events.ts';
import type { Ledger } from './ledger.ts';
import type { LedgerTables } from './ledger-tables.ts';
import type { RunLock } from './lock.ts';
import type { WorkSession } from './session.ts';
import type { SideSession } from './side-session.ts';

/** Times, in milliseconds. */
export interface Limits {
  /**
   * How long a statement that others queue behind waits for its lock before it gives way and tries again later. Everybody
   * who comes after it waits behind it, so this is how long it may hold up the application.
   */
  lock: number;
  /** How long such a statement may run: others wait meanwhile. */
  statement: number;
  /** How long to try altogether; also how long a statement waits that nobody queues behind. */
  patience: number;
}

/** What it takes to run migrations. */
export interface RunContext {
  driver: AbstractSqlDriver;
  work: WorkSession;
  ledger: Ledger;
  tables: LedgerTables;
  /** Both absent on an embedded database, where nobody else can be. */
  lock: RunLock | undefined;
  side: SideSession | undefined;
  report: Report;
  stop: AbortSignal;
  limits: Limits;
  /** The schema that names without one mean; absent for that of the role. */
  schema: string | undefined;
}

/** A migration and its place in the run. */
export interface Placed {
  file: MigrationFile;
  index: number;
  of: number;
  transactional: boolean;
  /** Time limits of its own. */
  limits: MigrationLimits;
  entry: LedgerEntry | undefined;
}
