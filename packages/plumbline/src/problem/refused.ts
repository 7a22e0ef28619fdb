import { Problem } from './problem.ts';

/** What PostgreSQL says of a query that it refused. */
interface ServerError extends Error {
  code?: string;
  detail?: string;
}

const SQLSTATE = /^[0-9A-Z]{5}$/;

/** A query of the tool's own that the database refused, wherever it was asked; nothing for any other error. */
export function refusedQuery(error: unknown): Problem | undefined {
  const { code = '', message, detail } = (error ?? {}) as ServerError;
  // Node's own errors have codes of words
  if (!(error instanceof Error) || !SQLSTATE.test(code) || !/[0-9]/.test(code)) return undefined;
  const why = [message, detail].filter(part => part && !(part === detail && message.includes(detail))).join('\n');
  if (code === '42501')
    return new Problem('PL140', {
      what: 'the role lacks a right that this needs',
      why,
      fix: 'grant the right, or connect as the role that owns the schema and its tables',
      cause: error,
    });
  // a proxy says so of what it does not hand on, as one that gives each statement another session
  if (code === '08P01')
    return new Problem('PL172', {
      what: 'what stands in front of the server does not let this through',
      why,
      fix: 'connect to the server itself for migrations, or have the proxy hand out sessions by the transaction',
      cause: error,
    });
  return new Problem('PL173', {
    what: 'the database refuses a query',
    why: `${why} (SQLSTATE ${code})`,
    fix: 'what it says stands in the way; if that is a mistake of the tool, please report it',
    cause: error,
  });
}
