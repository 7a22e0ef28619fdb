import type { AbstractSqlDriver } from '@mikro-orm/sql';
import type { LedgerEntry, Method, MigrationFile, Selection } from '../history/index.ts';
import type { Report } from './events.ts';
import type { LedgerTables } from './ledger-tables.ts';
import type { RunLock } from './lock.ts';
import type { Limits } from './run-context.ts';
import type { WorkSession } from './session.ts';
import type { SideSession } from './side-session.ts';

export interface RunOptions {
  driver: AbstractSqlDriver;
  /** The migrations of the project, in their order; what the ledger knows already may help to read them. */
  files(entries: readonly LedgerEntry[]): Promise<readonly MigrationFile[]>;
  method: Method;
  selection: Selection;
  tables: LedgerTables;
  /** The schema that names without one mean; absent for that of the role. */
  schema: string | undefined;
  /** Opens the sessions of a run, waiting for the lock. */
  open(stop: AbortSignal): Promise<Sessions>;
  /** Migrations run in transactions, where they do not say otherwise. */
  transactional: boolean;
  /** Transactional migrations that follow each other share a transaction. */
  allOrNothing: boolean;
  /** Deviations of the history that a person agreed to. */
  allowed: ReadonlySet<string>;
  limits: Limits;
  report: Report;
}

export interface Sessions {
  work: WorkSession;
  /** Both absent on an embedded database, where nobody else can be. */
  lock: RunLock | undefined;
  side: SideSession | undefined;
  close(): Promise<void>;
}
