import type { PoolConfig } from 'pg';

/**
 * What an option of `pg` counts for. `everywhere`: it says how to reach the server, or how to talk to it, and holds for the
 * sessions that commands open beside the pool, too. `pool`: it is about the pool, or about what the application asks; a
 * migration has limits, a name and readers of values of its own.
 */
type Reach = 'everywhere' | 'pool';

/** Every option of `pg` that `driverOptions` may hold: one that comes with a new version does not compile until it stands here. */
export const DRIVER_OPTIONS: Record<keyof Required<PoolConfig>, Reach> = {
  connectionString: 'everywhere',
  host: 'everywhere',
  port: 'everywhere',
  user: 'everywhere',
  password: 'everywhere',
  database: 'everywhere',
  ssl: 'everywhere',
  sslnegotiation: 'everywhere',
  enableChannelBinding: 'everywhere',
  stream: 'everywhere',
  keepAlive: 'everywhere',
  keepAliveInitialDelayMillis: 'everywhere',
  connectionTimeoutMillis: 'everywhere',
  fallback_application_name: 'everywhere',
  options: 'everywhere',
  client_encoding: 'everywhere',
  application_name: 'pool',
  statement_timeout: 'pool',
  query_timeout: 'pool',
  lock_timeout: 'pool',
  idle_in_transaction_session_timeout: 'pool',
  pipeline: 'pool',
  types: 'pool',
  max: 'pool',
  min: 'pool',
  idleTimeoutMillis: 'pool',
  maxUses: 'pool',
  maxLifetimeSeconds: 'pool',
  allowExitOnIdle: 'pool',
  log: 'pool',
  Promise: 'pool',
  Client: 'pool',
  onConnect: 'pool',
  verify: 'pool',
};

/** Whether a session beside the pool has the option as well. */
export const isEverywhere = (name: string): boolean => (DRIVER_OPTIONS as Record<string, Reach>)[name] !== 'pool';
