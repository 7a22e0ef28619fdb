import { hasSqlstate, Problem, SQLSTATE } from '../problem/index.ts';

/** What stands in the way of dropping a database, for people. */
export function asDropProblem(error: unknown, name: string): unknown {
  // others are connected, or it is the one that the session is in
  if (!hasSqlstate(error, SQLSTATE.objectInUse)) return error;
  return new Problem('PL220', {
    what: `database ${name} cannot be dropped; nothing was changed`,
    why: (error as Error).message,
    fix: 'end the sessions that use it (pg_stat_activity names them), or name another database under schemaGenerator.managementDbName',
    cause: error,
  });
}

/** The embedded database is a folder: what it is in cannot drop it. */
export const isAFolder = (): Problem =>
  new Problem('PL001', {
    what: 'the embedded database is a folder, and is not dropped by --drop-db; nothing was changed',
    fix: 'npx plumb reset, which deletes it; the next run makes it again',
  });
