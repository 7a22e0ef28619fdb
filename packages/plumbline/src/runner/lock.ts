import { hostname } from 'node:os';
import { Client, type ClientConfig } from 'pg';
import { Problem } from '../problem/index.ts';
import { sha256 } from '../sha256.ts';
import { literal, setPathHere } from '../sql/index.ts';
import type { Holder } from './events.ts';
import { severed } from './heartbeat.ts';
import type { Peer } from './session.ts';
import { noticesLoss, withoutLimits } from './settings.ts';
import { pause } from './stop.ts';

/** First half of every lock's key: "PLUM" in ASCII. The second half is the tracking table's name, hashed. */
const CLASS = 0x504c554d;
/** Time between two attempts, in milliseconds. It varies, so that waiting processes do not knock together. */
const PAUSE = { least: 300, most: 700 };
/** Time between two lines about who is waited for, in milliseconds. */
const REMIND = 15_000;

/** The key of a tracking table's lock, as arguments in SQL. */
export const lockKey = (table: string): string => `${CLASS}, pg_catalog.hashtext(${literal(table)})`;

export interface LockOptions {
  /** How long to wait for a holder that does nothing, in milliseconds. */
  patience: number;
  stop: AbortSignal;
  waiting(holder: Holder | undefined, waited: number): void;
}

/** What a session of a run is for: to hold the lock, to run statements, to look at them. */
type SessionKind = 'lock' | 'run' | 'watch';

/** The start of the names of all sessions of one kind that work with one tracking table. */
export const sessionPrefix = (kind: SessionKind, table: string): string =>
  `plumbline ${kind} ${sha256(table).slice(0, 8)} `;

/** A session's name, with the process behind it. PostgreSQL keeps 63 bytes; the end of a host's name tells hosts apart. */
export const sessionName = (kind: SessionKind, table: string): string =>
  `${sessionPrefix(kind, table)}${hostname().slice(-24)}:${process.pid}`;

/**
 * An advisory lock that one run at a time holds, on a connection of its own.
 *
 * It is taken by asking again and again: a session that waits for it inside PostgreSQL would hold a snapshot, for which
 * `create index concurrently` waits in turn (flyway #1654). It belongs to an open transaction, not to the session, so
 * that it also holds behind a proxy that hands out sessions by the transaction; a transaction that does nothing holds no
 * snapshot, and nothing else is asked on this connection. It goes when the process goes, however it goes.
 */
export class RunLock {
  readonly #client: Client;
  readonly #table: string;
  #peer: Peer = 'server';
  #lost: Error | undefined;

  private constructor(client: Client, table: string) {
    this.#client = client;
    this.#table = table;
    client.on('error', error => {
      this.#lost = error;
    });
  }

  /**
   * Waits for the lock.
   *
   * @throws Problem PL210 when it is still held, and its holder did nothing that can be seen for as long as the patience
   */
  static async take(config: ClientConfig, table: string, options: LockOptions): Promise<RunLock> {
    const client = new Client({ ...config, application_name: sessionName('lock', table) });
    const lock = new RunLock(client, table);
    await client.connect();
    try {
      await lock.#wait(options);
      return lock;
    } catch (error) {
      await client.end().catch(() => {});
      throw error;
    }
  }

  /** What it found at the other end of its connection. */
  get peer(): Peer {
    return this.#peer;
  }

  async #wait({ patience, stop, waiting }: LockOptions): Promise<void> {
    const started = performance.now();
    let remindedAt = Number.NEGATIVE_INFINITY;
    let seen = { work: '', at: started };
    for (;;) {
      // repeatable read, as a role may have it, would keep a snapshot
      await this.#client.query(`begin isolation level read committed; ${setPathHere()}`);
      await this.#client.query(withoutLimits('transaction'));
      if (await this.#attempt()) {
        for (const sql of noticesLoss('transaction')) await this.#client.query(sql);
        return;
      }
      const [holder, work] = [await this.#holder(), await this.#work()];
      await this.#client.query('rollback');
      const now = performance.now();
      // one that has just got the lock is not to blame for the time that others had it
      const what = [holder?.pid, holder?.since?.getTime(), work.what].join(' ');
      if (work.busy || what !== seen.work) seen = { work: what, at: now };
      if (now - seen.at > patience) throw this.#heldTooLong(holder, now - started);
      if (now - remindedAt > REMIND) {
        waiting(holder, now - started);
        remindedAt = now;
      }
      await pause(PAUSE.least + Math.random() * (PAUSE.most - PAUSE.least), stop);
    }
  }

  async #attempt(): Promise<boolean> {
    const { rows } = await this.#client.query<{ taken: boolean; pid: number }>(
      'select pg_try_advisory_xact_lock($1, hashtext($2)) as taken, pg_backend_pid() as pid',
      [CLASS, this.#table],
    );
    // a proxy makes up the process id that it gives its client
    const { processID } = this.#client as Client & { processID: number };
    this.#peer = rows[0]?.pid === processID ? 'server' : 'proxy';
    return rows[0]?.taken ?? false;
  }

  /** Who holds the lock now. */
  async #holder(): Promise<Holder | undefined> {
    const { rows } = await this.#client.query<Holder>(
      `select a.pid, a.application_name as application, a.usename as user, coalesce(host(a.client_addr), 'the local socket') as from,
              a.xact_start as since
       from pg_locks l join pg_stat_activity a on a.pid = l.pid
       where l.locktype = 'advisory' and l.granted and l.classid = $1::bigint::oid
         and l.objid = (hashtext($2)::bigint & 4294967295)::oid
         and l.database = (select oid from pg_database where datname = current_database())`,
      [CLASS, this.#table],
    );
    return rows[0];
  }

  /** What the run that holds the lock works on, as text that changes, and whether it is at it without being held up. */
  async #work(): Promise<{ what: string; busy: boolean }> {
    const { rows } = await this.#client.query<{ what: string; busy: boolean }>(
      `select coalesce(string_agg(concat_ws(' ', pid, query_start), ', '), '') as what,
              coalesce(bool_or(state = 'active' and wait_event_type is distinct from 'Lock'), false) as busy
       from pg_stat_activity where datname = current_database() and starts_with(application_name, $1)`,
      [sessionPrefix('run', this.#table)],
    );
    return rows[0] ?? { what: '', busy: false };
  }

  /**
   * Asks in a way that takes no snapshot: an index that is built just then would wait for the end of the lock.
   *
   * @throws Error when the connection broke: somebody else may hold the lock by now
   */
  async confirm(): Promise<void> {
    if (this.#lost) throw this.#lost;
    await this.#client.query('show transaction_isolation');
  }

  /** Breaks the connection, when the server is gone and would not hear of it. */
  sever(): void {
    severed(this.#client);
  }

  async release(): Promise<void> {
    await this.#client.query('rollback').catch(() => {});
    await this.#client.end().catch(() => {});
  }

  #heldTooLong(holder: Holder | undefined, waited: number): Problem {
    return new Problem('PL210', {
      what: `another run holds the lock, after ${Math.round(waited / 1000)} s of waiting; nothing was run`,
      subject: this.#table,
      why: holder && `${describeHolder(holder)}; it does not seem to be working`,
      fix: holder
        ? `see what it waits for, or end it: select pg_terminate_backend(${holder.pid}); PLUMBLINE_LOCK_WAIT sets how long to wait, in seconds`
        : 'run again',
    });
  }
}

/** Who is waited for, since when, and from where. */
export const describeHolder = ({ pid, application, user, from, since }: Holder): string =>
  `held by ${application || 'an unnamed session'}, user ${user}, from ${from}${since ? `, since ${since.toISOString()}` : ''} (backend ${pid})`;
