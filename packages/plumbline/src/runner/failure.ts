import { locationOf, type Statement } from '../history/index.ts';
import {
  hasSqlstate,
  Problem,
  type ProblemCode,
  refusedQuery,
  SQLSTATE,
  serverMessage,
  sqlstateOf,
} from '../problem/index.ts';
import { isRefusedInTransaction, masked, withoutSecrets } from '../sql/index.ts';
import { isConnectionLoss } from './connection-loss.ts';
import { isInTheWay } from './patience.ts';

/** What PostgreSQL reports about a failed statement, with either driver. */
interface ServerError extends Error {
  /** The server's source file that raised the error. */
  file?: string;
}

/** Lines of the statement that a message shows. */
const SHOWN = 6;

/** A statement that failed, and where. */
export interface Failed {
  name: string;
  statement: Statement;
  sql: string;
  /** What of its migration stays. */
  remains: string;
}

/** A failed statement as a problem that names its place, its text and what PostgreSQL said. */
export function statementProblem(error: unknown, { name, statement, sql, remains }: Failed): Problem {
  const { code, what, fix } = classify(error as ServerError, name);
  return new Problem(code, {
    what: `${what}; ${remains}`,
    location: locationOf(statement),
    why: withoutSecrets(`${serverMessage(error as Error)}\nin: ${excerpt(sql)}`, sql),
    fix,
    cause: error,
  });
}

/** A statement that was cut off because it kept others waiting, after so many milliseconds. */
export const tooSlow = (error: unknown, limit: number, { name, statement, sql, remains }: Failed): Problem =>
  new Problem('PL223', {
    what: `a statement of ${name} held up others for ${limit / 1000} s, and was cut off; ${remains}`,
    location: locationOf(statement),
    why: withoutSecrets(`${serverMessage(error as Error)}\nin: ${excerpt(sql)}`, sql),
    fix: 'do it in steps that let traffic through, or give it time when there is none: PLUMBLINE_STATEMENT_TIMEOUT=600 for this run, or static statementTimeout = 600 in the file',
    cause: error,
  });

/**
 * What went wrong outside the statements of migrations, while the tool did something of its own. What another attempt may
 * mend is left as it is.
 */
export function serverProblem(error: unknown, doing: string): unknown {
  if (error instanceof Problem || isInTheWay(error) || isConnectionLoss(error)) return error;
  if (sqlstateOf(error) === undefined) return error;
  const { code, fix } = classify(error as ServerError, doing);
  return new Problem(code, { what: `${doing} failed`, why: serverMessage(error as Error), fix, cause: error });
}

/** The same for the list and the ledger of migrations: no migration is to blame for what nothing is known about. */
export function ledgerProblem(error: unknown, doing: string): unknown {
  // what a proxy does not hand on
  if (hasSqlstate(error, SQLSTATE.protocolViolation)) return refusedQuery(error);
  const problem = serverProblem(error, doing);
  if (problem === error || !(problem instanceof Problem) || problem.code !== 'PL200') return problem;
  const { message: what, why, cause } = problem;
  return new Problem('PL173', { what, why, fix: 'mend what it says, and run again', cause });
}

function classify(error: ServerError, name: string): { code: ProblemCode; what: string; fix: string } {
  const { file } = error;
  const lacksRight = hasSqlstate(error, SQLSTATE.insufficientPrivilege);
  const fromExtension = file === 'extension.c';
  if (lacksRight && fromExtension) {
    return {
      code: 'PL141',
      what: `${name} needs an extension that this role may not create`,
      fix: 'have a superuser run, once in this database: create extension if not exists vector; then run again',
    };
  }
  if (fromExtension) {
    return {
      code: 'PL150',
      what: `${name} needs an extension that this server does not have`,
      fix: 'install it on the server (pgvector: the image pgvector/pgvector:pg17, or the package postgresql-17-pgvector)',
    };
  }
  if (lacksRight && file === 'rls.c') {
    return {
      code: 'PL140',
      what: `row level security hides rows from this role that ${name} has to see`,
      fix: 'run as a role that has BYPASSRLS, or take the policies off that table',
    };
  }
  if (lacksRight) {
    return {
      code: 'PL140',
      what: `the role lacks a right that ${name} needs`,
      fix: 'grant the right, or run as the role that owns the schema and its tables',
    };
  }
  if (hasSqlstate(error, SQLSTATE.readOnlySqlTransaction)) {
    return {
      code: 'PL170',
      what: `the server can only be read, which ${name} cannot do with`,
      fix: 'run against the primary; what is read-only by a setting has to be let write again',
    };
  }
  if (isRefusedInTransaction(error)) {
    return {
      code: 'PL200',
      what: `a statement of ${name} cannot stand in a transaction`,
      fix: 'put it into a migration of its own that says isTransactional() { return false; }',
    };
  }
  if (hasSqlstate(error, SQLSTATE.diskFull)) {
    return {
      code: 'PL222',
      what: `the server has no room left for ${name}`,
      fix: 'make room on the server’s disk, and run again, which goes on from there',
    };
  }
  return {
    code: 'PL200',
    what: `a statement of ${name} failed`,
    fix: 'correct the migration or the rows it met, and run again',
  };
}

const NOTHING = 'nothing was run';

/** What ends a run that had begun already, and was connected again: its words are about the last connection only. */
export function ranBefore(error: unknown): unknown {
  if (!(error instanceof Problem) || !error.message.endsWith(NOTHING)) return error;
  const { code, message, location, subject, why, fix, cause } = error;
  const what = `${message.slice(0, -NOTHING.length)}what was done is recorded`;
  return new Problem(code, { what, location, subject, why, fix, cause });
}

export function excerpt(statement: string): string {
  const sql = masked(statement);
  const lines = sql.trim().split('\n');
  return [...lines.slice(0, SHOWN), ...(lines.length > SHOWN ? [`… ${lines.length - SHOWN} more lines`] : [])]
    .join('\n')
    .slice(0, 700);
}
