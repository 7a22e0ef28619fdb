import {
  type Configuration,
  type DriverException,
  EntityManagerType,
  type LogContext,
  type Options,
} from '@mikro-orm/core';
import { EntityManager, MikroORM, PostgreSqlConnection, PostgreSqlPlatform } from '@mikro-orm/postgresql';
import { AbstractSqlDriver } from '@mikro-orm/sql';
import type { PostgresDialect } from 'kysely';
import { type ClientConfig, Pool, type PoolClient, type PoolConfig } from 'pg';
import { Problem } from '../problem/index.ts';
import { masked } from '../sql/index.ts';
import { describeTarget, type ServerTarget } from './dsn.ts';
import type { Listeners, NoticeListener } from './notice.ts';
import { clientConfig, reachServer } from './reach.ts';

/**
 * A MikroORM driver for one PostgreSQL server: waits for it, explains why it cannot be reached, uses the DSN exactly
 * as it was given, and passes the server's notices on.
 */
export function serverDriver(target: ServerTarget, { onNotice, say }: Listeners): NonNullable<Options['driver']> {
  class ServerConnection extends PostgreSqlConnection {
    #reached = target;

    override async connect(options?: { skipOnConnect?: boolean }): Promise<void> {
      // `database:create` connects to the server's own database first, under this name
      const database = this.config.get('dbName') as string;
      this.#reached = await reachServer({ ...target, database }, say);
      await super.connect(options);
    }

    protected override logQuery(query: string, context?: LogContext): void {
      super.logQuery(masked(query), context);
    }

    /** The server as it was reached. */
    get reached(): ServerTarget {
      return this.#reached;
    }

    /** A session of its own beside the pool, which reads values as the pool does. */
    dedicated(name: string, config: ClientConfig = {}): Pool {
      const pool = new Pool({
        ...config,
        ...this.mapOptions(clientConfig(this.#reached)),
        max: 1,
        // it stays the same session, however long it has nothing to do
        idleTimeoutMillis: 0,
        application_name: name,
      });
      pool.on('connect', client => hear(client, onNotice));
      // a session that breaks is reported by the query that meets it
      pool.on('error', () => {});
      return pool;
    }

    override createKyselyDialect(overrides: PoolConfig): PostgresDialect {
      return super.createKyselyDialect({
        ...overrides,
        ...clientConfig(this.#reached),
        onPoolCreated: (pool: Pool) => pool.on('connect', client => hear(client, onNotice)),
      } as PoolConfig);
    }
  }

  return class ServerDriver extends AbstractSqlDriver<ServerConnection> {
    declare [EntityManagerType]: EntityManager<this>;

    constructor(config: Configuration) {
      super(config, new PostgreSqlPlatform(), ServerConnection, ['kysely', 'pg']);
    }

    override createEntityManager(useContext?: boolean): this[typeof EntityManagerType] {
      return new EntityManager(this.config, this, this.metadata, useContext) as this[typeof EntityManagerType];
    }

    override getORMClass() {
      return MikroORM;
    }

    /** A problem is passed on as it is: it says more than MikroORM's exceptions do. */
    override convertException(error: Error): DriverException {
      return error instanceof Problem ? (error as Error as DriverException) : super.convertException(error);
    }

    /** The server as it was reached. */
    get server(): ServerTarget {
      return this.connection.reached;
    }

    dedicated(name: string, config?: ClientConfig): Pool {
      return this.connection.dedicated(name, config);
    }

    /** Which database this is, for people. */
    get describe(): string {
      return describeTarget(target);
    }
  };
}

function hear(client: PoolClient, onNotice: NoticeListener): void {
  client.on('error', () => {});
  client.on('notice', ({ severity, message }) => onNotice({ severity: severity ?? 'NOTICE', message: message ?? '' }));
}
