import type { Configuration } from '@mikro-orm/core';
import type { AbstractSqlDriver } from '@mikro-orm/sql';
import type { ServerTarget } from './dsn.ts';
import type { Listeners } from './notice.ts';

/**
 * A class of drivers for PostgreSQL: MikroORM’s own, or one that a project made of it. Its own types ask TypeScript for
 * more than every project has, so that nothing which is published names them.
 */
export type PostgreSqlDriverClass = new (config: Configuration) => AbstractSqlDriver;

/** How a driver gets to its server. */
export interface Way extends Listeners {
  /** The server, where a DSN says it and not MikroORM's own options. */
  target?(config: Configuration): ServerTarget | undefined;
  /** The server as migrations reach it, where that is another way than the application's; nothing in the application. */
  migrations?(config: Configuration): ServerTarget | undefined;
  /**
   * Whether a command is run, which waits for the server and explains why it cannot be reached. An application meets
   * what it would meet without the toolkit.
   */
  isCommand(config: Configuration): boolean;
}
