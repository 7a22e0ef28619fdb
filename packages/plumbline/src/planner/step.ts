import type { CatalogObject, Hazard, Kind, Phase } from '../objects/index.ts';

/** One statement of a migration. */
export interface Step {
  sql: string;
  kind: Kind;
  /** The id of the object that the statement is about. */
  object: string;
  /** The id of the table, view or other object that it is part of. */
  group: string;
  phase: Phase;
  /** Steps of one stage share a transaction, or run one by one; a later stage starts when the earlier is committed. */
  stage: number;
  /** How long to wait for a lock, in milliseconds: 0 for as long as it takes, null for what holds for the whole run. */
  lockTimeoutMs: number | null;
  /** How long it may run, in the same way. */
  statementTimeoutMs: number | null;
  hazards: Hazard[];
}

/** How long others are let wait, in milliseconds (source: lockTimeoutDefault in pg-schema-diff's sql_generator.go). */
const LOCK_TIMEOUT = 3000;

/**
 * While a statement waits for a strong lock, everybody who comes later waits behind it, so it soon gives up. Nobody else
 * knows of a relation that is new. What runs alone keeps nobody waiting, and itself waits for older transactions: it may
 * take its time.
 *
 * @param isShared whether the statement is about something that others may use already
 */
export function limitsOf(phase: Phase, isShared: boolean): Pick<Step, 'lockTimeoutMs' | 'statementTimeoutMs'> {
  if (phase === 'alone') return { lockTimeoutMs: 0, statementTimeoutMs: 0 };
  return { lockTimeoutMs: isShared ? LOCK_TIMEOUT : null, statementTimeoutMs: null };
}

/** A step that comes before all others, on something that is there: afterwards the schema is read again. */
export const firstStep = (sql: string, { kind, id, parent }: CatalogObject): Step => ({
  sql,
  kind,
  object: id,
  group: parent?.id ?? id,
  phase: 'transaction',
  stage: 0,
  ...limitsOf('transaction', true),
  hazards: [],
});
