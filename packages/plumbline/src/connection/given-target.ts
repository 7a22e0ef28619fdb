import type { ClientConfig, PoolConfig } from 'pg';
import { parse } from 'pg-connection-string';
import type { ServerTarget } from './dsn.ts';

/** What is about a pool, or about the application's queries: a session of the toolkit has neither. */
const NOT_FOR_SESSIONS = [
  ...[
    'min',
    'max',
    'idleTimeoutMillis',
    'maxUses',
    'maxLifetimeSeconds',
    'allowExitOnIdle',
    'log',
    'Promise',
    'Client',
  ],
  ...['types', 'application_name', 'query_timeout', 'statement_timeout', 'lock_timeout'],
  ...['idle_in_transaction_session_timeout', 'onConnect', 'verify'],
];

/** The server that options of the `pg` driver mean, as MikroORM makes them of its own: everything that `pg` takes is kept. */
export function givenTarget({ connectionString, ...given }: PoolConfig, setting: string): ServerTarget {
  // as `pg` does: what the text says wins
  const config = (connectionString ? { ...given, ...parse(connectionString) } : given) as ClientConfig;
  const { host = 'localhost', port = 5432, user = '', password, database = '', ssl, ...rest } = config;
  return {
    setting,
    host,
    port: Number(port) || 5432,
    user,
    password,
    database,
    tls: { ssl, plainFallback: false },
    driver: Object.fromEntries(Object.entries(rest).filter(([name]) => !NOT_FOR_SESSIONS.includes(name))),
  };
}
