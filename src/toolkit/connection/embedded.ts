import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PGlite, type PGliteOptions, type QueryOptions, type Results, type Transaction } from '@electric-sql/pglite';
import { vector } from '@electric-sql/pglite-pgvector';
import { lock } from 'proper-lockfile';
import { Problem } from '../problem/index.ts';
import type { NoticeListener } from './notice.ts';

/** How long a command waits for another process to let go of the embedded database, in milliseconds. */
const PATIENCE = 30_000;
/** A lock that was not renewed for this long belongs to a process that was killed, in milliseconds. */
const STALE = 15_000;

/**
 * PostgreSQL in this process, with pgvector. PGlite takes a notice listener with each query only; this hands the
 * same one to all of them.
 */
export class EmbeddedPostgres extends PGlite {
  readonly #onNotice: NoticeListener;
  #release: () => Promise<void> = async () => {};

  private constructor(options: PGliteOptions, onNotice: NoticeListener) {
    super(options);
    this.#onNotice = onNotice;
  }

  /**
   * @param folder where the data is kept; without one the database lives in memory
   * @throws Problem PL160 when another process keeps the folder's database open
   */
  static async open({
    folder,
    onNotice,
    ...options
  }: {
    folder?: string;
    onNotice: NoticeListener;
  } & PGliteOptions): Promise<EmbeddedPostgres> {
    const release = folder ? await lockFolder(folder) : async () => {};
    try {
      const dataDir = folder ? join(folder, 'pgdata') : 'memory://';
      const pglite = new EmbeddedPostgres({ ...options, dataDir, extensions: { vector } }, onNotice);
      pglite.#release = release;
      await pglite.waitReady;
      return pglite;
    } catch (error) {
      await release();
      throw error;
    }
  }

  override async close(): Promise<void> {
    await super.close();
    await this.#release();
  }

  override query<T>(query: string, params?: unknown[], options?: QueryOptions): Promise<Results<T>> {
    return super.query<T>(query, params, this.#listening(options));
  }

  override exec(query: string, options?: QueryOptions): Promise<Results[]> {
    return super.exec(query, this.#listening(options));
  }

  override transaction<T>(callback: (tx: Transaction) => Promise<T>): Promise<T> {
    return super.transaction(tx =>
      callback({
        ...tx,
        get closed() {
          return tx.closed;
        },
        query: (query, params, options) => tx.query(query, params, this.#listening(options)),
        exec: (query, options) => tx.exec(query, this.#listening(options)),
      }),
    );
  }

  #listening(options?: QueryOptions): QueryOptions {
    return {
      ...options,
      onNotice: notice =>
        this.#onNotice({
          severity: notice.severity ?? 'NOTICE',
          message: notice.message ?? '',
        }),
    };
  }
}

async function lockFolder(folder: string): Promise<() => Promise<void>> {
  await mkdir(folder, { recursive: true });
  const owner = join(folder, 'owner');
  const release = await lock(folder, {
    lockfilePath: join(folder, 'lock'),
    stale: STALE,
    retries: {
      forever: true,
      factor: 1.3,
      minTimeout: 100,
      maxTimeout: 1000,
      maxRetryTime: PATIENCE,
    },
    onCompromised: () => {},
  }).catch(async cause => {
    const pid = await readFile(owner, 'utf8').catch(() => 'unknown');
    throw new Problem('PL160', {
      what: 'another process keeps the embedded database open',
      where: folder,
      why: `process ${pid.trim()} held it for ${PATIENCE / 1000} s; one process at a time can open it`,
      fix: 'end that process, or set the DSN of a server to work side by side',
      cause,
    });
  });
  await writeFile(owner, `${process.pid}\n`);
  return release;
}
