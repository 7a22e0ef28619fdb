import type { ClientConfig, PoolConfig } from 'pg';
import { parse } from 'pg-connection-string';
import { isEverywhere } from './driver-options.ts';
import type { ServerTarget } from './dsn.ts';

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
    driver: Object.fromEntries(Object.entries(rest).filter(([name]) => isEverywhere(name))),
  };
}
