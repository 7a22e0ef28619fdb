import { DatabaseError } from 'pg';
import { hasSqlstate, isOfClass, Problem, SQLSTATE, SQLSTATE_CLASS } from '../problem/index.ts';
import { describeTarget, type ServerTarget } from './dsn.ts';

/** A server that is starting, stopping or full: the next attempt may succeed. */
const PASSING = [
  SQLSTATE.cannotConnectNow,
  SQLSTATE.adminShutdown,
  SQLSTATE.crashShutdown,
  SQLSTATE.tooManyConnections,
  SQLSTATE.connectionFailure,
  SQLSTATE.sqlclientUnableToEstablishSqlconnection,
  SQLSTATE.sqlserverRejectedEstablishmentOfSqlconnection,
];

/** Whether it is worth to knock again: nothing answered, or the server is not ready yet. */
export function isPassing(error: unknown): boolean {
  if (error instanceof DatabaseError) return hasSqlstate(error, ...PASSING);
  return !isTlsRefusal(error) && !isTlsFailure(error) && !isMissingPassword(error);
}

/** The server has no TLS. The driver says so in words only. */
export const isTlsRefusal = (error: unknown): boolean =>
  error instanceof Error && error.message === 'The server does not support SSL connections';

const isTlsFailure = (error: unknown): boolean =>
  error instanceof Error &&
  /^(?:ERR_TLS|ERR_SSL|CERT_|SELF_SIGNED|DEPTH_ZERO|UNABLE_TO_)/.test(String((error as NodeJS.ErrnoException).code));

/** Why no connection came about, as a problem with its own code. Never holds the password. */
export function connectionProblem(error: unknown, target: ServerTarget, attempts: number): Problem {
  const at = describeTarget(target);
  const { setting } = target;
  const why = reason(error);
  if (hasSqlstate(error, SQLSTATE.invalidCatalogName)) {
    return new Problem('PL120', {
      what: `the database does not exist: ${at}`,
      why,
      fix: `create it (npx mikro-orm database:create), or correct the name at the end of ${setting}`,
      cause: error,
    });
  }
  if (isOfClass(error, SQLSTATE_CLASS.invalidAuthorizationSpecification) || isMissingPassword(error)) {
    return new Problem('PL130', {
      what: `the server refuses the login of "${target.user}": ${at}`,
      why,
      fix: `correct the user and the password in ${setting}, or the server's pg_hba.conf`,
      cause: error,
    });
  }
  if (hasSqlstate(error, SQLSTATE.insufficientPrivilege)) {
    return new Problem('PL140', {
      what: `"${target.user}" may not connect: ${at}`,
      why,
      fix: `grant connect on database "${target.database}" to "${target.user}"`,
      cause: error,
    });
  }
  if (isTlsRefusal(error) || isTlsFailure(error)) {
    return new Problem('PL110', {
      what: `no encrypted connection to ${at}`,
      why,
      fix: `correct sslmode and sslrootcert in ${setting}`,
      cause: error,
    });
  }
  return new Problem('PL110', {
    what: `no server answers: ${at}`,
    why: `${why} (${attempts} attempts)`,
    fix: `start the server, or correct host and port in ${setting}`,
    cause: error,
  });
}

const isMissingPassword = (error: unknown): boolean =>
  error instanceof Error && error.message.startsWith('SASL: SCRAM-SERVER-FIRST-MESSAGE: client password');

/** Node's error for a name with several addresses has no message of its own. */
function reason(error: unknown): string {
  if (error instanceof AggregateError) return [...new Set(error.errors.map(reason))].join('; ');
  return error instanceof Error ? error.message : String(error);
}
