import { type Configuration, EntityManagerType } from '@mikro-orm/core';
import { EntityManager, MikroORM, PostgreSqlConnection, PostgreSqlPlatform } from '@mikro-orm/postgresql';
import { AbstractSqlDriver } from '@mikro-orm/sql';
import type { PostgresDialect } from 'kysely';
import type { Pool, PoolConfig } from 'pg';
import { describeTarget, type ServerTarget } from './dsn.ts';
import type { NoticeListener } from './notice.ts';
import { clientConfig, reachServer } from './reach.ts';

/**
 * A MikroORM driver for one PostgreSQL server: waits for it, explains why it cannot be reached, uses the DSN exactly
 * as it was given, and passes the server's notices on.
 */
export function serverDriver(target: ServerTarget, onNotice: NoticeListener) {
  class ServerConnection extends PostgreSqlConnection {
    #reached = target;

    override async connect(options?: { skipOnConnect?: boolean }): Promise<void> {
      // `database:create` connects to the server's own database first, under this name
      const database = this.config.get('dbName') as string;
      this.#reached = await reachServer({ ...target, database }, line => process.stderr.write(`${line}\n`));
      await super.connect(options);
    }

    override createKyselyDialect(overrides: PoolConfig): PostgresDialect {
      return super.createKyselyDialect({
        ...overrides,
        ...clientConfig(this.#reached),
        onPoolCreated: (pool: Pool) =>
          pool.on('connect', client =>
            client.on('notice', ({ severity, message }) =>
              onNotice({
                severity: severity ?? 'NOTICE',
                message: message ?? '',
              }),
            ),
          ),
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

    /** Which database this is, for people. */
    get describe(): string {
      return describeTarget(target);
    }
  };
}
