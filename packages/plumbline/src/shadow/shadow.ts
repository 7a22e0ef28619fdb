import type { Session } from '../catalog/index.ts';
import { type Catalog, type ReadOptions, readCatalog } from '../objects/index.ts';
import { hasSqlstate, SQLSTATE } from '../problem/index.ts';
import type { Baseline } from '../settings.ts';
import { OWN_PATH } from '../sql/index.ts';
import { type Refusal, refusalOf } from './refusal.ts';
import { EVENT_TRIGGERS, RESET, RESET_SESSION } from './reset.ts';

/** A scratch database. It holds nothing that is worth keeping. */
export interface ScratchDatabase extends Session {
  /** Runs a script of several statements. */
  run(script: string): Promise<void>;
  /** Makes a role that schemas name. Roles belong to no database: what was made here goes when it is closed. */
  makeRole(name: string): Promise<void>;
  /** Drops all other roles, where the cluster holds nothing but this database. */
  dropRoles(): Promise<void>;
  close(): Promise<void>;
}

/** What the schema takes for granted, and the shadow has to have: roles, hand-written functions. */
export interface ShadowOptions extends ReadOptions {
  prelude?: string;
  /** What stands in for the first migrations; its script is an absolute path. */
  baseline?: Baseline | undefined;
}

/**
 * A scratch PostgreSQL to ask: it is put into a state, changed for a try, and read back.
 *
 * @example
 * const own = new Shadow(await embeddedScratch());
 * await own.apply(['create table users (id integer primary key)']);
 * const read = await own.read();
 * await own.close();
 */
export class Shadow {
  readonly #database: ScratchDatabase;
  readonly #options: ShadowOptions;

  constructor(database: ScratchDatabase, options: ShadowOptions = {}) {
    this.#database = database;
    this.#options = options;
  }

  get baseline(): Baseline | undefined {
    return this.#options.baseline;
  }

  /** Leaves nothing but the prelude. */
  async reset(): Promise<void> {
    await this.#database.run(RESET_SESSION);
    for (const { drop } of await this.query<{ drop: string }>(EVENT_TRIGGERS, OWN_PATH)) await this.run(drop);
    await this.#database.run(RESET);
    await this.#database.dropRoles();
    if (this.#options.prelude) await this.#database.run(this.#options.prelude);
  }

  /**
   * Runs statements one by one, in one transaction or each on its own.
   *
   * @throws StatementFailure for the first that PostgreSQL refuses; a transaction is taken back
   */
  async apply(
    statements: readonly string[],
    { alone = false, around = (run: () => Promise<void>, _index: number) => run() } = {},
  ): Promise<void> {
    if (!alone) await this.#database.run('begin');
    for (const [i, statement] of statements.entries()) {
      try {
        await around(() => this.#database.run(statement), i);
      } catch (error) {
        if (!alone) await this.#database.run('rollback');
        throw new StatementFailure(statement, error as Error);
      }
    }
    if (alone) return;
    try {
      await this.#database.run('commit');
    } catch (error) {
      throw new StatementFailure('commit', error as Error);
    }
  }

  /** Undoes what a migration set in the session, as a run does: it is for its own statements. */
  putBack(): Promise<void> {
    return this.#database.run('reset session authorization; reset role; reset all; set client_min_messages = warning');
  }

  async run(script: string): Promise<void> {
    await this.#database.run(script);
  }

  /** Runs statements, all or none; what PostgreSQL has against one is returned and leaves no trace. */
  tolerate(...statements: readonly string[]): Promise<Refusal | undefined> {
    return refusalOf(this.#database, statements, { keep: true });
  }

  read(): Promise<Catalog> {
    return readCatalog(this.#database, this.#options);
  }

  /** @param path where names are looked up; absent for where the state looks them up itself */
  query<Row>(sql: string, path?: string): Promise<Row[]> {
    return this.#database.query<Row>(sql, path);
  }

  /** Makes those of some roles that are not there. */
  async needRoles(names: readonly string[]): Promise<void> {
    const there = await this.#database.query<{ name: string }>('select rolname as name from pg_roles', OWN_PATH);
    const missing = names.filter(name => !there.some(role => role.name === name));
    for (const name of missing) await this.#database.makeRole(name);
  }

  /** Does something in a transaction that is taken back, whatever comes of it. */
  async attempt<T>(work: () => Promise<T>): Promise<T> {
    await this.#database.run('begin');
    try {
      return await work();
    } finally {
      await this.#database.run('rollback');
    }
  }

  /** Why statements do not work here, or nothing. The state stays as it is. */
  refusal(statements: readonly string[]): Promise<Refusal | undefined> {
    return refusalOf(this.#database, statements, { keep: false });
  }

  close(): Promise<void> {
    return this.#database.close();
  }
}

/** A statement that PostgreSQL refused on the shadow. */
export class StatementFailure extends Error {
  readonly statement: string;
  readonly code: string | undefined;
  /** Where PostgreSQL found something wrong, in characters from 1. */
  readonly position: number | undefined;

  constructor(statement: string, cause: Error & { code?: string; position?: string | number }) {
    super(cause.message, { cause });
    this.statement = statement;
    this.code = cause.code;
    this.position = cause.position === undefined ? undefined : Number(cause.position);
  }

  /** Whether PostgreSQL does not have an extension that is to be made: it finds no control file, or no such version. */
  get lacksExtension(): boolean {
    const { file } = this.cause as { file?: string };
    // what PostgreSQL says of an extension without files: 15 and newer, and 14
    return file === 'extension.c' && hasSqlstate(this, SQLSTATE.featureNotSupported, SQLSTATE.undefinedFile);
  }
}
