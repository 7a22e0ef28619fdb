import type { Transaction } from '@mikro-orm/core';
import { CompiledQuery, type ControlledTransaction, Kysely, PostgresDialect } from 'kysely';
import type { Pool, PoolClient } from 'pg';
import type { ConnectionHooks } from '../connection/index.ts';
import { severed } from './heartbeat.ts';

/** What runs a statement: the session outside a transaction, or a transaction of it. MikroORM takes either as `ctx`. */
export type Context = Kysely<unknown> | ControlledTransaction<unknown>;

/**
 * Who is at the other end: a server; a proxy that hands out a server's sessions by the transaction, so that a setting
 * outside one is lost; or the embedded database, whose one session belongs to the process.
 */
export type Peer = 'server' | 'proxy' | 'embedded';

/**
 * The one connection that migrations run on. When it breaks, it is not made again behind the run's back: the
 * settings of the session would be gone.
 */
export class WorkSession {
  readonly peer: Peer;
  readonly #kysely: Kysely<unknown>;
  readonly #pool: Pool | undefined;
  /** What Kysely took from the pool and did not give back. */
  readonly #taken = new Set<PoolClient>();
  #lost: unknown;
  #client: PoolClient | undefined;

  /** @param pool the session's own, of one connection; absent where the session belongs to somebody else */
  constructor(peer: Peer, kysely: Kysely<unknown>, pool?: Pool) {
    this.peer = peer;
    this.#kysely = kysely;
    this.#pool = pool;
    pool?.on('connect', client => {
      this.#client = client;
      client.once('end', () => {
        this.#lost ??= new Error('Connection terminated unexpectedly');
      });
    });
    pool?.on('acquire', client => this.#taken.add(client));
    pool?.on('release', (_, client) => this.#taken.delete(client));
  }

  /** @param hooks what the project does with each connection, as it would where MikroORM ran the migrations */
  static over(pool: Pool, peer: Peer, hooks: ConnectionHooks = {}): WorkSession {
    return new WorkSession(peer, new Kysely({ dialect: new PostgresDialect({ pool, ...hooks }) }), pool);
  }

  get context(): Context {
    return this.#kysely;
  }

  /** @throws Error when the connection broke, now or earlier */
  async query<Row>(sql: string, context = this.context): Promise<Row[]> {
    if (this.#lost) throw this.#lost;
    return (await context.executeQuery<Row>(CompiledQuery.raw(sql))).rows;
  }

  /** @returns how many rows it changed */
  async change(sql: string, context = this.context): Promise<number> {
    if (this.#lost) throw this.#lost;
    return Number((await context.executeQuery(CompiledQuery.raw(sql))).numAffectedRows ?? 0);
  }

  /** Commits what the work did, or takes it back and throws on. */
  async transaction<T>(work: (transaction: Context) => Promise<T>): Promise<T> {
    if (this.#lost) throw this.#lost;
    // a role's default of another level would let a statement see the past
    const transaction = await this.#kysely.startTransaction().setIsolationLevel('read committed').execute();
    try {
      const result = await work(transaction);
      await transaction.commit().execute();
      return result;
    } catch (error) {
      // a connection that is gone has taken its transaction back already, and Kysely keeps it for ever
      await transaction
        .rollback()
        .execute()
        .catch((gone: unknown) => {
          this.#lost ??= gone;
        });
      throw error;
    }
  }

  /** Breaks the connection, when the server is gone and would not hear of it. */
  sever(): void {
    severed(this.#client);
  }

  async close(): Promise<void> {
    if (!this.#pool) return;
    // the pool would wait for those for ever
    for (const client of this.#taken) client.release(true);
    await this.#kysely.destroy();
  }
}

/** The context in the type that MikroORM's migrations and drivers take. */
export const asTransaction = (context: Context): Transaction => context;
