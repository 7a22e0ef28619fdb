import { Problem } from './problem.ts';

/**
 * PostgreSQL's error codes that something is done about, by the names of its manual (appendix A). No other file writes
 * such a code.
 */
export const SQLSTATE = {
  sqlclientUnableToEstablishSqlconnection: '08001',
  sqlserverRejectedEstablishmentOfSqlconnection: '08004',
  connectionFailure: '08006',
  protocolViolation: '08P01',
  featureNotSupported: '0A000',
  uniqueViolation: '23505',
  checkViolation: '23514',
  exclusionViolation: '23P01',
  activeSqlTransaction: '25001',
  readOnlySqlTransaction: '25006',
  invalidTransactionTermination: '2D000',
  invalidCatalogName: '3D000',
  invalidSchemaName: '3F000',
  serializationFailure: '40001',
  deadlockDetected: '40P01',
  insufficientPrivilege: '42501',
  undefinedColumn: '42703',
  undefinedObject: '42704',
  undefinedFunction: '42883',
  undefinedTable: '42P01',
  duplicateSchema: '42P06',
  invalidObjectDefinition: '42P17',
  diskFull: '53100',
  tooManyConnections: '53300',
  programLimitExceeded: '54000',
  objectInUse: '55006',
  lockNotAvailable: '55P03',
  unsafeNewEnumValueUsage: '55P04',
  queryCanceled: '57014',
  adminShutdown: '57P01',
  crashShutdown: '57P02',
  cannotConnectNow: '57P03',
  idleSessionTimeout: '57P05',
  undefinedFile: '58P01',
  /** Raised by a block of ours to undo what worked; PostgreSQL has no class of that name. */
  undone: 'PL000',
} as const;

/** Classes of them: the first two characters. */
export const SQLSTATE_CLASS = {
  connectionException: '08',
  dataException: '22',
  integrityConstraintViolation: '23',
  invalidAuthorizationSpecification: '28',
  systemError: '58',
  internalError: 'XX',
} as const;

/** The SQLSTATE of an error that PostgreSQL raised, or MikroORM for it; nothing for any other error. */
export function sqlstateOf(error: unknown): string | undefined {
  if (error instanceof Problem) return undefined;
  const { code } = (error ?? {}) as { code?: unknown };
  // Node's own errors have codes of words, like EPIPE
  return typeof code === 'string' && /^(?=.*[0-9])[0-9A-Z]{5}$/.test(code) ? code : undefined;
}

/** Whether an error has one of these SQLSTATEs. */
export const hasSqlstate = (error: unknown, ...states: readonly string[]): boolean =>
  states.includes(sqlstateOf(error) ?? '');

/** Whether an error's SQLSTATE is of one of these classes. */
export const isOfClass = (error: unknown, ...classes: readonly string[]): boolean =>
  classes.includes(sqlstateOf(error)?.slice(0, 2) ?? '');
