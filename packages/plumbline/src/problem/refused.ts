import { Problem } from './problem.ts';
import { hasSqlstate, SQLSTATE, sqlstateOf } from './sqlstate.ts';

/** What PostgreSQL says of a query that it refused. */
interface ServerError extends Error {
  detail?: string;
}

/** A query of the tool's own that the database refused, wherever it was asked; nothing for any other error. */
export function refusedQuery(error: unknown): Problem | undefined {
  const state = sqlstateOf(error);
  if (!(error instanceof Error) || state === undefined) return undefined;
  const { message, detail } = error as ServerError;
  const why = [message, detail].filter(part => part && !(part === detail && message.includes(detail))).join('\n');
  if (hasSqlstate(error, SQLSTATE.insufficientPrivilege))
    return new Problem('PL140', {
      what: 'the role lacks a right that this needs',
      why,
      fix: 'grant the right, or connect as the role that owns the schema and its tables',
      cause: error,
    });
  // a proxy says so of what it does not hand on, as one that gives each statement another session
  if (hasSqlstate(error, SQLSTATE.protocolViolation))
    return new Problem('PL172', {
      what: 'what stands in front of the server does not let this through',
      why,
      fix: 'connect to the server itself for migrations (PLUMBLINE_MIGRATIONS_DSN names it), or have the proxy hand out sessions by the transaction',
      cause: error,
    });
  return new Problem('PL173', {
    what: 'the database refuses a query',
    why: `${why} (SQLSTATE ${state})`,
    fix: 'what it says stands in the way; if that is a mistake of the tool, please report it',
    cause: error,
  });
}
