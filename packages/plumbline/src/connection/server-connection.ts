import type { LogContext } from '@mikro-orm/core';
import type { PostgreSqlConnection } from '@mikro-orm/postgresql';
import { Kysely, type PostgresDialect } from 'kysely';
import { type ClientConfig, Pool, type PoolClient, type PoolConfig } from 'pg';
import { isDatabaseMissing, Problem } from '../problem/index.ts';
import { masked } from '../sql/index.ts';
import type { ServerTarget } from './dsn.ts';
import { givenTarget } from './given-target.ts';
import type { NoticeListener } from './notice.ts';
import { clientConfig, ONCE, PATIENCE, reachServer } from './reach.ts';
import type { Way } from './way.ts';

/** A connection that knows which server it is for, and opens sessions beside its pool. */
export interface ServerConnection extends PostgreSqlConnection {
  /** The server as it was reached. */
  readonly reached: ServerTarget;
  /** A session of its own beside the pool, which reads values as the pool does. */
  dedicated(name: string, config?: ClientConfig): Pool;
}

type Made<T> = new (...of: ConstructorParameters<typeof PostgreSqlConnection>) => T;

/** What `driverOptions` may hold beside options of `pg`. */
interface Overrides extends PoolConfig {
  onPoolCreated?(pool: Pool): unknown;
}

/** What makes the database where it is missing, when MikroORM's `ensureDatabase` says so. */
interface DatabaseMaker {
  ensureDatabase(options: object): Promise<boolean>;
}

/** A project's class of connections, made to wait for its server, and to pass on the server's notices. */
export function serverConnection(Base: Made<PostgreSqlConnection>, way: Way): Made<ServerConnection> {
  return class extends Base {
    #reached: ServerTarget | undefined;
    /** The database that the configuration names before another is made or dropped. */
    readonly #usual = this.options.dbName ?? databaseIn(this.options.clientUrl);

    override async connect(options?: { skipOnConnect?: boolean }): Promise<void> {
      const ensures = this.type === 'write' && !options?.skipOnConnect && this.config.get('ensureDatabase');
      const isCommand = way.isCommand(this.config);
      const said = this.#said();
      // a client that is ready is the application's
      if (said && !this.#overrides()) this.options.driverOptions = {};
      if (isCommand || (this.#overrides() && (ensures || options?.skipOnConnect))) {
        try {
          this.#reached = await reachServer(this.#target(), way.say, isCommand ? PATIENCE : ONCE);
        } catch (error) {
          // a command that looks makes nothing: a run of migrations does, of its own accord
          if (ensures && isDatabaseMissing(error) && !isCommand)
            return this.#makeDatabase(typeof ensures === 'object' ? ensures : {});
          throw isCommand || isDatabaseMissing(error) ? error : (error as Problem).cause;
        }
      }
      await super.connect(options);
    }

    async #makeDatabase(options: object): Promise<void> {
      way.say(`the database ${this.#target().database} does not exist, making it as ensureDatabase says`);
      await this.config.getExtension<DatabaseMaker>('@mikro-orm/schema-generator')?.ensureDatabase(options);
    }

    protected override logQuery(query: string, context?: LogContext): void {
      super.logQuery(masked(query), context);
    }

    get reached(): ServerTarget {
      return this.#reached ?? this.#target();
    }

    dedicated(name: string, config: ClientConfig = {}): Pool {
      const { types } = this.mapOptions({});
      const pool = new Pool({
        ...config,
        ...clientConfig(this.reached),
        ...(types && { types }),
        max: 1,
        // it stays the same session, however long it has nothing to do
        idleTimeoutMillis: 0,
        application_name: name,
      });
      pool.on('connect', client => hear(client, way.onNotice));
      // a session that breaks is reported by the query that meets it
      pool.on('error', () => {});
      return pool;
    }

    override createKyselyDialect(overrides: PoolConfig): PostgresDialect {
      const { onPoolCreated, ...rest } = overrides as Overrides;
      const isSaid = this.#said() !== undefined;
      return super.createKyselyDialect({
        ...rest,
        ...(isSaid && clientConfig(this.reached)),
        onPoolCreated: (pool: Pool) => {
          void onPoolCreated?.(pool);
          pool.on('connect', client => hear(client, way.onNotice));
        },
      } as PoolConfig);
    }

    /** `driverOptions` for `pg`; nothing where they are a client or a dialect of the project's own. */
    #overrides(): Overrides | undefined {
      const said: unknown = this.options.driverOptions ?? this.config.get('driverOptions') ?? {};
      const options = (typeof said === 'function' ? said() : said) as Overrides;
      return options instanceof Kysely || 'createDriver' in options ? undefined : options;
    }

    /** What a DSN says of the server; replicas are where MikroORM's options say. */
    #said(): ServerTarget | undefined {
      if (this.type !== 'write') return undefined;
      return way.migrations?.(this.config) ?? way.target?.(this.config);
    }

    /** The server, in the database that the configuration names now: another is named while one is made or dropped. */
    #target(): ServerTarget {
      const given = this.#overrides();
      const { onPoolCreated: _, ...overrides } = given ?? {};
      const said = this.#said();
      if (!said) {
        if (!given) throw notToBeReached();
        const setting = this.config.get('clientUrl') ? 'clientUrl' : 'the configuration';
        return givenTarget(this.mapOptions(overrides), setting);
      }
      const named = this.config.get('dbName');
      // migrations may know the database by another name than the application, whose pooler has names of its own
      const isUsual = way.migrations?.(this.config) !== undefined && named === this.#usual;
      const database = isUsual ? said.database : (named ?? said.database);
      return said.tls.isUnsaid && overrides.ssl !== undefined
        ? { ...said, database, tls: { ssl: overrides.ssl, plainFallback: false } }
        : { ...said, database };
    }
  };
}

/** The database that a URL names, as MikroORM reads it. */
function databaseIn(url: string | undefined): string | undefined {
  const path = url && URL.parse(url)?.pathname;
  return path ? decodeURIComponent(path).slice(1) : undefined;
}

const notToBeReached = (): Problem =>
  new Problem('PL352', {
    what: 'driverOptions is a client or a dialect of Kysely, which commands cannot work with; nothing was done',
    subject: 'the configuration',
    why: 'a run of migrations opens sessions of its own, and where to is not to be seen in a client that is ready',
    fix: 'say where the database is for commands: PLUMBLINE_MIGRATIONS_DSN, or adopt(own, { migrations: { dsn } })',
  });

function hear(client: PoolClient, onNotice: NoticeListener): void {
  client.on('error', () => {});
  client.on('notice', ({ severity, message }) => onNotice({ severity: severity ?? 'NOTICE', message: message ?? '' }));
}
