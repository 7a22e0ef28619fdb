import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type Extensions,
  PGlite,
  type PGliteOptions,
  type QueryOptions,
  type Results,
  type Transaction,
} from '@electric-sql/pglite';
import { vector } from '@electric-sql/pglite-pgvector';
import { lock } from 'proper-lockfile';
import { Problem } from '../problem/index.ts';
import type { NoticeListener } from './notice.ts';
import { keepTemplate, loadTemplate } from './template.ts';

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
   * @param extensions names of extensions that `create extension` has to find, beside pgvector
   * @throws Problem PL160 when another process keeps the folder's database open
   */
  static async open({
    folder,
    onNotice,
    extensions = [],
    ...options
  }: {
    folder?: string;
    onNotice: NoticeListener;
    extensions?: readonly string[];
  } & Omit<PGliteOptions, 'extensions'>): Promise<EmbeddedPostgres> {
    const release = folder ? await lockFolder(folder) : async () => {};
    try {
      const dataDir = folder ? join(folder, 'pgdata') : 'memory://';
      const isNew = !folder || !(await stat(join(dataDir, 'PG_VERSION')).catch(() => undefined));
      const template = isNew ? await loadTemplate() : undefined;
      const brought = await bringExtensions(extensions);
      const start = {
        ...options,
        dataDir,
        extensions: { vector, ...brought },
        ...(template && { loadDataDir: template }),
      };
      const pglite = new EmbeddedPostgres(start, onNotice);
      pglite.#release = release;
      await pglite.waitReady;
      if (isNew && !template) await keepTemplate(pglite);
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

/** Those of PostgreSQL's own extensions that PGlite has, by name; what it does not have is left to PostgreSQL to complain of. */
async function bringExtensions(names: readonly string[]): Promise<Extensions> {
  const brought: Extensions = {};
  for (const name of names) {
    const own = name.replaceAll('-', '_');
    const found = (await import(`@electric-sql/pglite/contrib/${own}`).catch(() => ({}))) as Extensions;
    if (found[own]) brought[own] = found[own];
  }
  return brought;
}

/** Keeps other processes out of the embedded database, and returns how to let them in again. */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  await mkdir(folder, { recursive: true });
  const file = join(folder, 'owner');
  const owner = () =>
    readFile(file, 'utf8').then(
      pid => `process ${pid.trim()}`,
      () => 'another process',
    );
  const waiting = setTimeout(async () => {
    process.stderr.write(`waiting for ${await owner()} to close the embedded database in ${folder}\n`);
  }, 1000);
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
  })
    .catch(async cause => {
      throw new Problem('PL160', {
        what: 'another process keeps the embedded database open',
        where: folder,
        why: `${await owner()} held it for ${PATIENCE / 1000} s; one process at a time can open it`,
        fix: 'end that process, or set the DSN of a server to work side by side',
        cause,
      });
    })
    .finally(() => clearTimeout(waiting));
  await writeFile(file, `${process.pid}\n`);
  return release;
}
