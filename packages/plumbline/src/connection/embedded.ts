import { PGlite, type PGliteOptions, type QueryOptions, type Results, type Transaction } from '@electric-sql/pglite';
import { vector } from '@electric-sql/pglite-pgvector';
import { silent } from '../problem/index.ts';
import { compileOnce } from '../webassembly.ts';
import { bringExtension, mentionedIn } from './embedded-extensions.ts';
import { EmbeddedFolder, isThere } from './embedded-folder.ts';
import { damaged, folderProblem, otherVersion, storageError } from './embedded-problems.ts';
import type { Listeners, NoticeListener } from './notice.ts';
import { keepTemplate, loadTemplate, type TemplateUse } from './template.ts';

/** Files of another user stay as that one made them. */
const LEFT_AS_IT_IS = (): void => {};

/**
 * PostgreSQL clears its buffers when it starts: the 128 MB that PGlite gives it take a sixth of a second and a hundred
 * megabytes, and the operating system keeps what is read in its own.
 */
const SHARED_BUFFERS = '16MB';

interface StartOptions extends Omit<PGliteOptions, 'extensions'> {
  onNotice: NoticeListener;
}

interface OpenOptions extends Omit<StartOptions, 'dataDir'>, Pick<Partial<Listeners>, 'say'> {
  folder?: string;
}

/**
 * PostgreSQL in this process, with pgvector. PGlite takes a notice listener with each query only; this hands the
 * same one to all of them.
 */
export class EmbeddedPostgres extends PGlite {
  readonly #onNotice: NoticeListener;
  /** The extensions whose files are there. */
  readonly #brought = new Set(['vector', 'plpgsql']);
  #folder: EmbeddedFolder | undefined;

  private constructor(options: PGliteOptions, onNotice: NoticeListener) {
    super(options);
    this.#onNotice = onNotice;
  }

  /**
   * @param folder where the data is kept; without one the database lives in memory
   * @throws Problem PL160 when another process keeps the folder's database open, PL161 to PL163 for a folder in which
   * none can be opened or made
   */
  static async open({ folder, say = silent, ...options }: OpenOptions): Promise<EmbeddedPostgres> {
    if (folder === undefined) return make('memory', options);
    const held = await EmbeddedFolder.take(folder, say);
    try {
      const postgres = (await isThere(folder)) ? await resume(held, options) : await makeIn(held, options);
      postgres.#folder = held;
      return postgres;
    } catch (error) {
      held.release();
      throw error;
    }
  }

  /** Starts it on what is in its folder, or in memory, and brings the extensions that it has already. */
  static async start({ onNotice, ...options }: StartOptions): Promise<EmbeddedPostgres> {
    compileOnce();
    const startParams = [...PGlite.defaultStartParams, '-c', `shared_buffers=${SHARED_BUFFERS}`];
    const postgres = new EmbeddedPostgres({ ...options, startParams, extensions: { vector } }, onNotice);
    await postgres.waitReady;
    const { rows } = await postgres.query<{ name: string }>('select extname as name from pg_catalog.pg_extension');
    for (const { name } of rows) await bringExtension(postgres, name, postgres.#brought);
    return postgres;
  }

  override async close(): Promise<void> {
    this.#folder?.confirm();
    try {
      await super.close();
      await this.#folder?.tighten().catch(LEFT_AS_IT_IS);
    } finally {
      this.#folder?.release();
    }
  }

  override query<T>(query: string, params?: unknown[], options?: QueryOptions): Promise<Results<T>> {
    return this.#run(query, () => super.query<T>(query, params, this.#listening(options)));
  }

  override exec(query: string, options?: QueryOptions): Promise<Results[]> {
    return this.#run(query, () => super.exec(query, this.#listening(options)));
  }

  override transaction<T>(callback: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.#alone(() =>
      super.transaction(tx =>
        callback({
          ...tx,
          get closed() {
            return tx.closed;
          },
          query: (query, params, options) => this.#run(query, () => tx.query(query, params, this.#listening(options))),
          exec: (query, options) => this.#run(query, () => tx.exec(query, this.#listening(options))),
        }),
      ),
    );
  }

  /** Brings the extensions that a statement may make, and runs it. */
  async #run<T>(sql: string, ask: () => Promise<T>): Promise<T> {
    for (const name of mentionedIn(sql)) await bringExtension(this, name, this.#brought);
    return this.#alone(ask);
  }

  /** Nothing is asked, and no answer is passed on, while another process may have the folder. */
  async #alone<T>(ask: () => Promise<T>): Promise<T> {
    const folder = this.#folder;
    if (!folder) return ask();
    folder.confirm();
    const answer = await ask().catch((error: unknown) => {
      throw storageError(error, folder.path);
    });
    folder.confirm();
    return answer;
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

/** Makes a new database, from the template where there is one, and keeps the template where there is none. */
async function make(use: TemplateUse, options: StartOptions): Promise<EmbeddedPostgres> {
  const template = await loadTemplate(use);
  const postgres = await EmbeddedPostgres.start({ ...options, ...(template && { loadDataDir: template }) });
  if (!template) await keepTemplate(postgres, use);
  return postgres;
}

async function makeIn(folder: EmbeddedFolder, options: StartOptions): Promise<EmbeddedPostgres> {
  try {
    await folder.beginMaking();
    const postgres = await make('folder', { ...options, dataDir: folder.data });
    await folder.finishMaking();
    return postgres;
  } catch (error) {
    await folder.deleteData();
    throw folderProblem(error, folder.path);
  }
}

/** Starts it on the data that is there. Why it does not start, PGlite does not say. */
async function resume(folder: EmbeddedFolder, options: StartOptions): Promise<EmbeddedPostgres> {
  if (await folder.isOpenToOthers()) await folder.tighten().catch(LEFT_AS_IT_IS);
  try {
    return await EmbeddedPostgres.start({ ...options, dataDir: folder.data });
  } catch (cause) {
    const problem = folderProblem(cause, folder.path);
    if (problem !== cause) throw problem;
    const theirs = (await folder.version()) ?? '';
    const ours = await majorVersion();
    if (Number(theirs) > 0 && Number(theirs) !== ours) throw otherVersion(folder.path, theirs, ours, cause);
    throw damaged(folder.path, cause);
  }
}

async function majorVersion(): Promise<number> {
  const postgres = await make('memory', { onNotice: () => {} });
  const { rows } = await postgres.query<{ major: number }>(
    "select current_setting('server_version_num')::int / 10000 as major",
  );
  await postgres.close();
  return rows[0]?.major ?? 0;
}
