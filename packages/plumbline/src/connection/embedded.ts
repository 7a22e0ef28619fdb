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
import { isThere, lockFolder } from './embedded-folder.ts';
import type { NoticeListener } from './notice.ts';
import { keepTemplate, loadTemplate } from './template.ts';

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
      const isNew = !folder || !(await isThere(folder));
      const use = folder ? 'folder' : 'memory';
      const template = isNew ? await loadTemplate(use) : undefined;
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
      // what an extension leaves in it, as pg_stat_statements does, keeps a cluster without it from starting
      if (isNew && !template && extensions.length === 0) await keepTemplate(pglite, use);
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
