import { Client, type ClientConfig } from 'pg';
import { resultsOf } from '../connection/index.ts';
import { literal, setPathHere } from '../sql/index.ts';
import { severed } from './heartbeat.ts';
import { sessionName, sessionPrefix } from './lock.ts';
import type { Peer } from './session.ts';
import { noticesLoss } from './settings.ts';

/** The backend that runs a statement for the run, by the session's name: behind a proxy it is another one each time. */
const running = (name: string): string => `select pid from pg_stat_activity
  where datname = current_database() and application_name = ${literal(name)} and state is distinct from 'idle'`;

/** A session of an earlier run. */
export interface Other {
  pid: number;
  user: string;
  /** Whether it was asked to end. */
  ended: boolean;
}

/**
 * Asks the server about a run, from a session of its own. It asks in transactions that end at once: one that stays open would keep
 * an index waiting that is built concurrently.
 */
export class SideSession {
  readonly #config: ClientConfig;
  readonly #table: string;
  readonly #peer: Peer;
  /** Absent when it broke: the next question opens another one, as there is nothing that it has to keep. */
  #client: Client | undefined;

  private constructor(config: ClientConfig, table: string, peer: Peer) {
    this.#config = { ...config, application_name: sessionName('watch', table) };
    this.#table = table;
    this.#peer = peer;
  }

  /** @param table the tracking table of the run */
  static async open(config: ClientConfig, table: string, peer: Peer): Promise<SideSession> {
    const session = new SideSession(config, table, peer);
    await session.#connected();
    return session;
  }

  async #connected(): Promise<Client> {
    if (this.#client) return this.#client;
    const client = new Client(this.#config);
    // a connection that breaks is reported by the query that meets it
    client.on('error', () => {});
    client.on('end', () => {
      if (this.#client === client) this.#client = undefined;
    });
    await client.connect();
    if (this.#peer === 'server') for (const sql of noticesLoss('session')) await client.query(sql);
    this.#client = client;
    return client;
  }

  /** In one message, which is one transaction, as a proxy hands out another session for each. */
  async query<Row>(sql: string): Promise<Row[]> {
    const client = await this.#connected();
    const results = await resultsOf<Row>(client, `${setPathHere()}; ${sql}`);
    return results.at(-1)?.rows ?? [];
  }

  /** Asks about the backend that runs the run's statement, which `sql` gets as a table `running`. */
  ofRunning<Row>(sql: string): Promise<Row[]> {
    return this.query(`with running as materialized (${running(sessionName('run', this.#table))}) ${sql}`);
  }

  /** Cancels the run's statement on the server. */
  async cancel(): Promise<void> {
    await this.ofRunning('select pg_cancel_backend(pid) from running');
  }

  /**
   * Ends other sessions that work for a run of this table, which only the holder of the lock may do. One that is idle
   * behind a proxy serves somebody else next, and is let be.
   *
   * @returns those that were still there
   */
  endOthers(): Promise<Other[]> {
    return this.query<Other>(
      `select pid, usename as user,
              case when pg_has_role(usesysid, 'usage') then pg_terminate_backend(pid) else false end as ended
       from pg_stat_activity
       where datname = current_database() and pid <> pg_backend_pid() and starts_with(application_name, ${literal(sessionPrefix('run', this.#table))})
         ${this.#peer === 'proxy' ? `and state is distinct from 'idle'` : ''}`,
    );
  }

  /** Breaks the connection, when the server is gone and would not hear of it. */
  sever(): void {
    severed(this.#client);
  }

  async close(): Promise<void> {
    await this.#client?.end().catch(() => {});
  }
}
