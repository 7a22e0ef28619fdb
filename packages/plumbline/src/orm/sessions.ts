import type { AbstractSqlDriver } from '@mikro-orm/sql';
import type { ClientConfig } from 'pg';
import { clientConfig } from '../connection/index.ts';
import { Problem } from '../problem/index.ts';
import {
  endOrphans,
  type LedgerTables,
  listenToServer,
  noticesLoss,
  type Report,
  RunLock,
  type Sessions,
  SideSession,
  sessionName,
  WorkSession,
  withoutLimits,
} from '../runner/index.ts';
import { isServer } from './our-driver.ts';

/** PostgreSQL looks this often whether the client of a running statement is still there, in milliseconds. */
const CLIENT_CHECK = 2000;
/** How long a proxy may take to find sessions for the run beside that of the lock, in milliseconds. */
const MORE_SESSIONS = 30_000;
/** How the run's connections live: a firewall forgets those that are silent, and a network that is gone does not say so. */
const LONG_LIVED = { keepAlive: true, keepAliveInitialDelayMillis: 5000, connectionTimeoutMillis: 10_000 };
/** How long the server may take to hear that a session ends, in milliseconds. */
const FAREWELL = 3000;

interface OpenOptions {
  /** How long to wait for another run that does nothing, in milliseconds. */
  patience: number;
  stop: AbortSignal;
  report: Report;
}

/**
 * Opens what a run works with: on a server the lock first, then a session of its own. An embedded database has one
 * session, and the process that opened it is alone with it.
 */
export async function openSessions(
  driver: AbstractSqlDriver,
  tables: LedgerTables,
  { patience, stop, report }: OpenOptions,
): Promise<Sessions> {
  await driver.getConnection().ensureConnection();
  if (!isServer(driver)) {
    const kysely = driver.getConnection().getClient();
    return { work: new WorkSession('embedded', kysely), lock: undefined, side: undefined, close: async () => {} };
  }
  const config = { ...LONG_LIVED, ...clientConfig(driver.server) };
  const table = `${tables.schema}.${tables.table}`;
  const lock = await RunLock.take(config, table, {
    patience,
    stop,
    waiting: (holder, waited) => report({ type: 'waiting', holder, seconds: waited / 1000 }),
  });
  const sessions: Session[] = [{ close: () => lock.release(), sever: () => lock.sever() }];
  const sever = (): void => {
    for (const session of sessions) session.sever();
  };
  let unlisten = (): void => {};
  const close = async (): Promise<void> => {
    unlisten();
    // a server that is gone hears nothing
    const tooLong = setTimeout(sever, FAREWELL);
    for (const session of sessions.toReversed()) await session.close().catch(() => {});
    clearTimeout(tooLong);
  };
  try {
    const side = await SideSession.open(config, table, lock.peer);
    sessions.push(side);
    if (lock.peer === 'proxy') await answers(side.query('select'));
    else unlisten = listenToServer({ ask: () => side.query('select'), address: addressOf(config), report, sever });
    // before a session of that name is opened here
    await endOrphans(side, report, stop);
    const work = WorkSession.over(driver.dedicated(sessionName('run', table), LONG_LIVED), lock.peer, driver.hooks);
    sessions.push(work);
    await (lock.peer === 'proxy' ? answers(work.transaction(() => side.query('select'))) : setUp(work));
    return { work, lock, side, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** What is opened for a run. */
interface Session {
  close(): Promise<void>;
  sever(): void;
}

/** Where a server is; a socket's folder is no address. */
const addressOf = ({ host = '', port = 5432 }: ClientConfig): { host: string; port: number } | undefined =>
  host.startsWith('/') ? undefined : { host, port };

async function setUp(work: WorkSession): Promise<void> {
  for (const sql of noticesLoss('session')) await work.query(sql);
  await work.query(withoutLimits('session'));
  // a statement of a run that is dead should not go on for its own sake; where it cannot be set, the next run ends it
  await work.query(`set client_connection_check_interval = ${CLIENT_CHECK}`).catch(() => {});
}

/** @throws Problem PL172 when the proxy has no session to spare: a run's lock keeps one for itself */
async function answers(query: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(tooFewSessions()), MORE_SESSIONS);
  });
  await Promise.race([query, tooLong]).finally(() => clearTimeout(timer));
}

const tooFewSessions = (): Problem =>
  new Problem('PL172', {
    what: 'the proxy in front of the server has too few sessions for a run; nothing was run',
    why: `it needs three at once, for its lock, its statements and the look at them; they were not free for ${MORE_SESSIONS / 1000} s`,
    fix: 'give the proxy a larger pool (pgbouncer: default_pool_size), or connect to the server itself for migrations (PLUMBLINE_MIGRATIONS_DSN names it)',
  });
