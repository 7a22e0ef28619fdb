import { Client } from 'pg';
import type { Session } from '../../catalog/index.ts';
import {
  clientConfig,
  describeTarget,
  type Patience,
  parseDsn,
  reachServer,
  type ServerTarget,
} from '../../connection/index.ts';
import { readCatalog, readUnsupported } from '../../objects/index.ts';
import type { Say } from '../../problem/index.ts';
import { OWN_PATH, setPathHere } from '../../sql/index.ts';
import type { Project } from '../project.ts';
import type { Source, State } from './state.ts';

/** The configured database, or the one of a DSN. It is read in a transaction that can write nothing. */
export function databaseOf(project: Project, dsn: string | undefined): Source {
  const target = dsn === undefined ? undefined : parseDsn(dsn, process.env, 'the DSN after db:');
  const title = target ? describeTarget(target) : project.database;
  const asking = <T>(work: (session: Session) => Promise<T>): Promise<T> =>
    target ? askServer(target, work, { say: project.settings.say }) : project.reading(work);
  return {
    kind: 'db',
    title,
    read: () => asking(session => readDatabase(session, title, project.ignoredTables)),
    asking,
  };
}

/**
 * Asks a server in a transaction that can write nothing.
 *
 * @throws Problem where it cannot be reached
 */
export async function askServer<T>(
  target: ServerTarget,
  work: (session: Session) => Promise<T>,
  { patience, say }: { patience?: Patience; say: Say },
): Promise<T> {
  const client = new Client(clientConfig(await reachServer(target, say, patience)));
  await client.connect();
  try {
    await client.query('begin isolation level repeatable read read only');
    return await work({ query: (sql, path = OWN_PATH) => savedQuery(client, sql, path) });
  } finally {
    await client.end();
  }
}

/** A query that PostgreSQL refuses leaves the others as they are. */
async function savedQuery<Row>(client: Client, sql: string, path: string): Promise<Row[]> {
  await client.query('savepoint query');
  try {
    await client.query(setPathHere(path));
    return (await client.query(sql)).rows as Row[];
  } catch (error) {
    await client.query('rollback to savepoint query');
    throw error;
  }
}

async function readDatabase(session: Session, title: string, ignoreTables: readonly string[]): Promise<State> {
  const catalog = await readCatalog(session, { ignoreTables });
  // rights and owners of the tables that record what was run are nobody's schema
  const unsupported = (await readUnsupported(session)).filter(({ name }) => !ignoreTables.includes(name));
  return { kind: 'db', title, catalog, unsupported, leftOut: [] };
}
