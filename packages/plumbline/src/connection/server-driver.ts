import type { Configuration, DriverException } from '@mikro-orm/core';
import { type PostgreSqlConnection, PostgreSqlDriver } from '@mikro-orm/postgresql';
import type { AbstractSqlDriver } from '@mikro-orm/sql';
import type { ClientConfig, Pool } from 'pg';
import { Problem } from '../problem/index.ts';
import { describeTarget, type ServerTarget } from './dsn.ts';
import { type ServerConnection, serverConnection } from './server-connection.ts';
import type { PostgreSqlDriverClass, Way } from './way.ts';

/** What a project does with a connection when it is new, and whenever it is taken from the pool. */
export interface ConnectionHooks {
  onCreateConnection?(connection: unknown): Promise<void>;
  onReserveConnection?(connection: unknown): Promise<void>;
}

/**
 * The driver of a project, made to get to its server in a way that the toolkit needs: it waits for the server, explains
 * why it cannot be reached, has sessions beside the pool, and passes the server's notices on. What the project's own
 * class does, it goes on to do.
 */
export function serverDriver(way: Way, Base: PostgreSqlDriverClass = PostgreSqlDriver): PostgreSqlDriverClass {
  return class ServerDriver extends Base {
    declare protected readonly connection: ServerConnection;

    constructor(config: Configuration) {
      super(config);
      // the class that MikroORM, or theirs, has chosen by now
      const Own = serverConnection(this.connection.constructor as typeof PostgreSqlConnection, way);
      Object.assign(this, {
        connection: new Own(config),
        replicas: this.createReplicas(replica => new Own(config, replica, 'read')),
      });
    }

    /** A problem is passed on as it is: it says more than MikroORM's exceptions do. */
    override convertException(error: Error): DriverException {
      return error instanceof Problem ? (error as Error as DriverException) : super.convertException(error);
    }

    /** A driver over what the application connects with, where this one has a connection for migrations alone. */
    forApplication(): AbstractSqlDriver | undefined {
      const { migrations, ...application } = way;
      return migrations?.(this.config) && new (serverDriver(application, Base))(this.config);
    }

    /** What the project has to do whenever it gets a connection. */
    get hooks(): ConnectionHooks {
      const names = ['onCreateConnection', 'onReserveConnection'] as const;
      const hooks = names.map(name => [name, this.config.get(name)] as const);
      return Object.fromEntries(hooks.filter(([, hook]) => hook !== undefined));
    }

    /** The server as it was reached. */
    get server(): ServerTarget {
      return this.connection.reached;
    }

    /** A session of its own beside the pool. */
    dedicated(name: string, config?: ClientConfig): Pool {
      return this.connection.dedicated(name, config);
    }

    /** Which database this is, for people. */
    get describe(): string {
      return describeTarget(this.connection.reached);
    }
  };
}
