import { Client } from 'pg';
import { clientConfig, parseDsn, reachServer, resultsOf } from '../connection/index.ts';
import { hasSqlstate, Problem, type Say, SQLSTATE } from '../problem/index.ts';
import { identifier, setPath, underPath } from '../sql/index.ts';
import { watchServer } from './left-behind.ts';
import { dropForgotten, makeMarked, scratchName } from './mark.ts';
import { checkPrivileges } from './privileges.ts';
import type { ScratchDatabase } from './shadow.ts';

interface ServerScratch {
  dsn: string;
  /** The name of the setting that the DSN was read from, for messages. */
  setting: string;
  /** Whether the role may do more than make databases. */
  allowPrivileged: boolean;
  say: Say;
}

/**
 * A scratch database of its own on a server. It is made under a name that nothing has, and dropped when it is closed;
 * what a killed process left behind is dropped an hour later by the next one.
 *
 * @throws Problem when the server cannot be reached, and PL342 for a role that may do too much
 */
export async function serverScratch({ dsn, setting, allowPrivileged, say }: ServerScratch): Promise<ScratchDatabase> {
  const target = await reachServer(parseDsn(dsn, process.env, setting), say);
  const admin = new Client(clientConfig(target));
  const name = scratchName();
  const client = new Client({ ...clientConfig(target), database: name });
  let isMade = false;
  let leftBehind: (() => Promise<string[]>) | undefined;
  const roles: string[] = [];
  const close = async (): Promise<void> => {
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
    await client.end().catch(() => {});
    // it is marked: what cannot be dropped now goes with another command
    if (isMade)
      await admin
        .query(`drop database if exists ${name} with (force)`)
        .catch((error: Error) => say(`warning: the scratch database ${name} stays on the server: ${error.message}`));
    // another shadow may need the same one: PostgreSQL keeps it then
    for (const role of roles) await admin.query(`drop role if exists ${admin.escapeIdentifier(role)}`).catch(() => {});
    const left = (await leftBehind?.().catch(() => [])) ?? [];
    if (left.length > 0) say(`warning: on the server of the shadow since this command began: ${left.join(', ')}`);
    await admin.end();
  };
  const interrupt = (signal: NodeJS.Signals): void => void close().finally(() => process.kill(process.pid, signal));
  try {
    await admin.connect();
    await admin.query(setPath());
    if (!allowPrivileged) await checkPrivileges(admin, setting);
    await dropForgotten(admin);
    leftBehind = await watchServer(admin);
    // from here on there is something to clean up
    process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
    isMade = true;
    await makeMarked(admin, name);
    await client.connect();
  } catch (error) {
    await close().catch(() => {});
    throw error;
  }
  return {
    async query<Row>(sql: string, path?: string) {
      if (path === undefined) return (await client.query(sql)).rows as Row[];
      const { script, result } = underPath(path, sql);
      const results = await resultsOf<Row>(client, script);
      return results[result]?.rows ?? [];
    },
    run: async script => void (await client.query(script)),
    async makeRole(role) {
      await client.query(`create role ${client.escapeIdentifier(role)}`).catch((cause: Error) => {
        throw hasSqlstate(cause, SQLSTATE.insufficientPrivilege) ? missingRole(role, setting, cause) : cause;
      });
      roles.push(role);
    },
    // who else has roles on the server is not known here
    dropRoles: async () => {},
    close,
  };
}

const missingRole = (role: string, setting: string, cause: Error): Problem =>
  new Problem('PL340', {
    what: `the schema names the role ${role}, which the server of the shadow does not have`,
    why: `the role of ${setting} may not make it: ${cause.message}`,
    fix: `have it made there once: create role ${identifier(role)}`,
    cause,
  });
