import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { clientConfig, parseDsn, reachServer } from '../connection/index.ts';
import type { ScratchDatabase } from './shadow.ts';

/** The start of every scratch database's name, followed by the second in which it was made. */
const PREFIX = 'plumbline_shadow_';
/** No command works on its scratch database for so long, in seconds. */
const FORGOTTEN = 3600;

/**
 * A scratch database of its own on a server. It is made under a name that nothing has, and dropped when it is closed;
 * what a killed process left behind is dropped an hour later by the next one.
 *
 * @throws Problem when the server cannot be reached
 */
export async function serverScratch(dsn: string, setting: string): Promise<ScratchDatabase> {
  const target = await reachServer(parseDsn(dsn, process.env, setting), line => process.stderr.write(`${line}\n`));
  const name = `${PREFIX}${Math.floor(Date.now() / 1000)}_${randomBytes(4).toString('hex')}`;
  const admin = new Client(clientConfig(target));
  const client = new Client({ ...clientConfig(target), database: name });
  const roles: string[] = [];
  const close = async (): Promise<void> => {
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
    await client.end().catch(() => {});
    await admin.query(`drop database if exists ${name} with (force)`);
    // another shadow may need the same one: PostgreSQL keeps it then
    for (const role of roles) await admin.query(`drop role if exists ${admin.escapeIdentifier(role)}`).catch(() => {});
    await admin.end();
  };
  const interrupt = (signal: NodeJS.Signals): void => void close().finally(() => process.kill(process.pid, signal));
  await admin.connect();
  await dropForgotten(admin);
  // from here on there is something to clean up
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  await admin.query(`create database ${name}`);
  await client.connect();
  return {
    query: async <Row>(sql: string) => (await client.query(sql)).rows as Row[],
    run: async script => void (await client.query(script)),
    async makeRole(role) {
      roles.push(role);
      await client.query(`create role ${client.escapeIdentifier(role)}`);
    },
    close,
  };
}

async function dropForgotten(admin: Client): Promise<void> {
  const { rows } = await admin.query<{ name: string }>(
    `select datname as name from pg_database
     where starts_with(datname, '${PREFIX}')
       and split_part(substr(datname, ${PREFIX.length + 1}), '_', 1)::bigint < extract(epoch from now()) - ${FORGOTTEN}`,
  );
  for (const { name } of rows) await admin.query(`drop database if exists ${name} with (force)`);
}
