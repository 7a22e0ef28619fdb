import { relative } from 'node:path';
import { Problem, type ProblemCode } from '../problem/index.ts';
import type { Statement } from './statements.ts';

/** What PostgreSQL reports about a failed statement, with either driver. */
interface ServerError extends Error {
  code?: string;
  detail?: string;
  hint?: string;
  /** The server's source file that raised the error. */
  file?: string;
}

/** Lines of the statement that a message shows. */
const SHOWN = 6;

/** A failed statement as a problem that names its place, its text and what PostgreSQL said. */
export function statementProblem(error: unknown, name: string, { query, file, line, column }: Statement): Problem {
  const server = error as ServerError;
  const { code, what, fix } = classify(server, name);
  return new Problem(code, {
    what,
    where: file && `${relative(process.cwd(), file)}:${line}:${column}`,
    why: [server.message, server.detail, server.hint, `in: ${excerpt(String(query))}`].filter(Boolean).join('\n'),
    fix,
    cause: error,
  });
}

function classify(
  { code, file, message }: ServerError,
  name: string,
): { code: ProblemCode; what: string; fix: string } {
  const fromExtension = file === 'extension.c';
  if (code === '42501' && fromExtension) {
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
  if (code === '42501') {
    return {
      code: 'PL140',
      what: `the role lacks a right that ${name} needs`,
      fix: `grant it, or run as the schema's owner (${message})`,
    };
  }
  return {
    code: 'PL200',
    what: `a statement of ${name} failed; nothing of it was kept`,
    fix: 'correct the migration or the rows it met, and run again',
  };
}

function excerpt(sql: string): string {
  const lines = sql.trim().split('\n');
  return [...lines.slice(0, SHOWN), ...(lines.length > SHOWN ? [`… ${lines.length - SHOWN} more lines`] : [])]
    .join('\n')
    .slice(0, 700);
}
