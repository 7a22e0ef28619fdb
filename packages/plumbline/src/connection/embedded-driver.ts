import { relative } from 'node:path';
import {
  type Configuration,
  type DriverException,
  EntityManagerType,
  type LogContext,
  type Options,
} from '@mikro-orm/core';
import {
  AbstractSqlConnection,
  AbstractSqlDriver,
  BasePostgreSqlEntityManager,
  createPostgreSqlTypeParsers,
} from '@mikro-orm/sql';
import { PGliteDialect } from 'kysely';
import array from 'postgres-array';
import { checkInstalled, optional } from '../optional.ts';
import { Problem } from '../problem/index.ts';
import { masked } from '../sql/index.ts';
import type { EmbeddedPostgres } from './embedded.ts';
import { EmbeddedPlatform } from './embedded-platform.ts';
import type { Listeners } from './notice.ts';

/** A MikroORM driver for PostgreSQL in this process, kept in a folder that one process at a time may open. */
export function embeddedDriver(folder: string, listeners: Listeners): NonNullable<Options['driver']> {
  checkInstalled('the embedded PostgreSQL');

  class EmbeddedConnection extends AbstractSqlConnection {
    #postgres: Promise<EmbeddedPostgres> | undefined;

    override async connect(options?: { skipOnConnect?: boolean }): Promise<void> {
      await this.getNativeClient();
      await super.connect(options);
    }

    /** Kysely opens the dialect once and closes the database with it. */
    override createKyselyDialect(): PGliteDialect {
      return new PGliteDialect({ pglite: () => this.getNativeClient() });
    }

    override getNativeClient(): Promise<EmbeddedPostgres> {
      // loaded only where it is used: PGlite is 26 MB of WebAssembly
      this.#postgres ??= optional('the embedded PostgreSQL', () => import('./embedded.ts')).then(embedded =>
        embedded.EmbeddedPostgres.open({
          folder,
          ...listeners,
          parsers: createPostgreSqlTypeParsers(text => array.parse(text)),
        }),
      );
      return this.#postgres;
    }

    protected override logQuery(query: string, context?: LogContext): void {
      super.logQuery(masked(query), context);
    }

    override async close(force?: boolean): Promise<void> {
      await super.close(force);
      const postgres = await this.#postgres?.catch(() => undefined);
      this.#postgres = undefined;
      if (postgres && !postgres.closed) await postgres.close();
    }

    override async executeDump(source: string): Promise<void> {
      await (await this.getNativeClient()).exec(source);
    }
  }

  return class EmbeddedDriver extends AbstractSqlDriver<EmbeddedConnection> {
    declare [EntityManagerType]: BasePostgreSqlEntityManager<this>;
    readonly embeddedFolder = folder;

    constructor(config: Configuration) {
      super(config, new EmbeddedPlatform(), EmbeddedConnection, ['kysely', '@electric-sql/pglite']);
    }

    override createEntityManager(useContext?: boolean): this[typeof EntityManagerType] {
      const Own = this.config.get(
        'entityManager',
        BasePostgreSqlEntityManager as never,
      ) as typeof BasePostgreSqlEntityManager;
      return new Own(this.config, this, this.metadata, useContext) as this[typeof EntityManagerType];
    }

    /** A problem is passed on as it is: it says more than MikroORM's exceptions do. */
    override convertException(error: Error): DriverException {
      return error instanceof Problem ? (error as Error as DriverException) : super.convertException(error);
    }

    /** Which database this is, for people. */
    get describe(): string {
      const shown = relative(this.config.get('baseDir'), folder);
      return `the embedded database in ${shown.startsWith('..') ? folder : shown}`;
    }
  };
}
