import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Options } from '@mikro-orm/core';
import { withLocation } from '../authoring/index.ts';
import type { Session } from '../catalog/index.ts';
import { isThere } from '../connection/index.ts';
import { historyState, type LedgerEntry, type MigrationFile, type MigrationState } from '../history/index.ts';
import { entityLocationsOf } from '../locations/index.ts';
import { type Migrator, migratorOf, reading } from '../orm/index.ts';
import { type LedgerTables, readLedger } from '../runner/index.ts';
import { baselineOf, type Settings, settingsOf } from '../settings.ts';
import { openShadow, type Shadow } from '../shadow/index.ts';
import { type Orm, withOrm } from './session.ts';

/** What a command works with. Everything in it is made when it is first needed: most commands need little of it. */
export class Project {
  readonly orm: Orm;
  readonly migrator: Migrator;
  #files: Promise<MigrationFile[]> | undefined;
  #shadow: Promise<Shadow> | undefined;
  #folder: Promise<string> | undefined;
  readonly #closing: (() => Promise<unknown>)[] = [];

  constructor(orm: Orm) {
    this.orm = orm;
    this.migrator = migratorOf(orm.config);
  }

  get root(): string {
    return this.orm.config.get('baseDir');
  }

  get settings(): Settings {
    return settingsOf(this.orm.config);
  }

  /** Which database is configured, for people; never with a password. */
  get database(): string {
    return this.orm.driver.describe;
  }

  get ledgerTables(): LedgerTables {
    return this.migrator.ledgerTables();
  }

  /** The tables that record what was run: no part of any schema. */
  get ignoredTables(): string[] {
    const { schema, table } = this.ledgerTables;
    const own = schema === 'public' ? '' : `${schema}.`;
    return [`${own}${table}`, `${own}${table}_ledger`];
  }

  /** The migrations, in their order. */
  files(): Promise<MigrationFile[]> {
    this.#files ??= this.migrator.recorded();
    return this.#files;
  }

  /** What a shadow of the project is told beside the settings. */
  get granted() {
    return {
      ignoreTables: this.ignoredTables,
      ledgerSchema: this.ledgerTables.schema,
      baseline: baselineOf(this.orm.config),
    };
  }

  /** The shadow, one for the command. */
  shadow(): Promise<Shadow> {
    this.#shadow ??= openShadow(this.settings.shadow, { ...this.granted, say: this.settings.say });
    return this.#shadow;
  }

  /** Reads the configured database, and changes nothing. */
  reading<T>(work: (session: Session) => Promise<T>): Promise<T> {
    return reading(this.orm.driver, work);
  }

  /** Whether there is a database to be asked: an embedded one is made by the first run, and not by whoever looks. */
  async isThere(): Promise<boolean> {
    const { embeddedFolder } = this.orm.driver;
    return embeddedFolder === undefined || isThere(embeddedFolder);
  }

  /** What the configured database says it ran. */
  async ledger(): Promise<LedgerEntry[]> {
    if (!(await this.isThere())) return [];
    return this.reading(session => readLedger(session, this.ledgerTables));
  }

  /** The migrations, and what the database says it ran: those that it ran as they are need not be loaded. */
  async history(): Promise<{ files: MigrationFile[]; entries: LedgerEntry[] }> {
    const entries = await this.ledger();
    return { entries, files: await (this.#files ?? this.migrator.recorded(entries)) };
  }

  /** Every migration that the project or the database knows, in the order in which they run. */
  async historyState(): Promise<MigrationState[]> {
    const { files, entries } = await this.history();
    return historyState(files, entries);
  }

  /** A folder of the command's own, which goes with it. */
  folder(): Promise<string> {
    this.#folder ??= mkdtemp(join(tmpdir(), 'plumbline-')).then(folder => {
      this.onClose(() => rm(folder, { recursive: true, force: true }));
      return folder;
    });
    return this.#folder;
  }

  onClose(close: () => Promise<unknown>): void {
    this.#closing.push(close);
  }

  async close(): Promise<void> {
    for (const close of this.#closing) await close();
    const shadow = await this.#shadow?.catch(() => undefined);
    await shadow?.close();
  }
}

/** Opens a project, does the work, explains what went wrong, and closes everything again. */
export function withProject<Result>(
  options: Partial<Options>,
  work: (project: Project) => Promise<Result>,
): Promise<Result> {
  return withOrm(options, async orm => {
    const project = new Project(orm);
    try {
      return await work(project);
    } catch (error) {
      throw await withLocation(error, () => entityLocationsOf(orm));
    } finally {
      await project.close();
    }
  });
}
