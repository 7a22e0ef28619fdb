import { resolve } from 'node:path';
import type { EntityManager, IMigratorStorage, MigrateOptions, MigrationInfo } from '@mikro-orm/core';
import { type MigrationResult, Migrator as StockMigrator } from '@mikro-orm/migrations';
import {
  type LedgerEntry,
  type Method,
  type MigrationFile,
  type Reading,
  readClasses,
  readMigrations,
} from '../history/index.ts';
import { isDatabaseMissing } from '../problem/index.ts';
import {
  type LedgerTables,
  markApplied,
  markReverted,
  type Report,
  type RunOptions,
  runMigrations,
  type ScriptOptions,
  stampLedger,
  underLock,
} from '../runner/index.ts';
import type { SchemaGenerator } from '../schema/index.ts';
import { settingsOf } from '../settings.ts';
import type { Shadow } from '../shadow/index.ts';
import { type Attendance, NOBODY } from './attendance.ts';
import { runSettings } from './environment.ts';
import { checkOptions } from './options.ts';
import { rolledUp } from './rollup.ts';
import { emitEvent } from './seams.ts';
import { openSessions } from './sessions.ts';
import { Storage } from './storage.ts';

/** What of MikroORM's migrator runs migrations and records them: one run at a time, with a ledger, and errors that explain. */
export abstract class RunningMigrator extends StockMigrator {
  protected readonly attendance: Attendance;

  constructor(em: EntityManager, attendance = NOBODY) {
    super(em as never);
    this.attendance = attendance;
  }

  protected override createStorage(): IMigratorStorage {
    return new Storage(this.driver, this.options);
  }

  /** Nothing is made here: a missing database is a mistake in the DSN, and tables are made under the lock. */
  protected override async init(): Promise<void> {
    checkOptions(this.config);
    await this.initPaths();
    const schema = this.config.getExtension<SchemaGenerator>('@mikro-orm/schema-generator');
    if (schema?.isDropped) await schema.ensureDatabase();
    await this.driver.getConnection().ensureConnection();
  }

  /** `migration:up` and `migration:down`. A transaction of the caller's own is left to MikroORM. */
  protected override async runMigrations(
    method: Method,
    options?: string | string[] | MigrateOptions,
  ): Promise<MigrationInfo[]> {
    const given: MigrateOptions =
      typeof options === 'string'
        ? { migrations: [options] }
        : Array.isArray(options)
          ? { migrations: options }
          : (options ?? {});
    if (given.transaction) return super.runMigrations(method, options);
    const ran = await runMigrations({
      ...(await this.runContext(given.schema)),
      method,
      selection: {
        to: given.to === undefined ? undefined : String(given.to),
        from: given.from === undefined ? undefined : String(given.from),
        only: given.migrations,
      },
    });
    return ran.map(infoOf);
  }

  /** `migration:log`. */
  override async logMigration(name: string): Promise<void> {
    await markApplied(await this.runContext(), name);
  }

  /** `migration:unlog`. */
  override async unlogMigration(name: string): Promise<void> {
    await markReverted(await this.runContext(), name);
  }

  /** Makes the list say that exactly these migrations ran; see `stampLedger`. */
  async stamp(wanted: readonly MigrationFile[], seen: readonly LedgerEntry[]): Promise<boolean> {
    return stampLedger(await this.runContext(), wanted, seen);
  }

  /** `migration:rollup`. */
  override async rollup(migrations?: string[]): Promise<MigrationResult> {
    const context = await this.runContext();
    return underLock(context, async locked => {
      let result: MigrationResult | undefined;
      const code = await rolledUp(context, locked, migrations, {
        roll: async () => {
          result = await super.rollup(migrations);
          return resolve(this.folder(undefined), result.fileName);
        },
        read: async path => (await readMigrations([path], this.reading))[0] as MigrationFile,
        onShadow: work => this.onShadow(work),
      });
      return { ...(result as MigrationResult), code };
    });
  }

  /** Starts the shadow, and works on it. */
  protected abstract onShadow<T>(work: (shadow: Shadow) => Promise<T>): Promise<T>;

  /** What a run of this project works with. */
  protected async runContext(runSchema?: string): Promise<Omit<RunOptions, 'method' | 'selection'>> {
    const { limits, wait, allowed } = runSettings(settingsOf(this.config));
    checkOptions(this.config);
    await this.#ensureDatabase();
    await this.init();
    const schema = runSchema ?? this.options.schema;
    const tables = this.ledgerTables(schema);
    const known = new Map<string, MigrationInfo>();
    const report = this.#withEvents(this.attendance.reporter(), known);
    return {
      driver: this.driver,
      files: async entries => {
        const files = await this.recorded(entries);
        for (const file of files) known.set(file.name, infoOf(file));
        return files;
      },
      tables,
      schema,
      transactional: Boolean(this.options.transactional),
      allOrNothing: Boolean(this.options.allOrNothing),
      allowed,
      limits,
      report,
      open: stop => openSessions(this.driver, tables, { patience: wait, stop, report }),
    };
  }

  /** A run makes the database that is missing, where MikroORM would: `ensureDatabase`. */
  async #ensureDatabase(): Promise<void> {
    const schema = this.config.getExtension<SchemaGenerator>('@mikro-orm/schema-generator');
    // what this process dropped is made again in any case
    if (schema?.isDropped) return;
    try {
      await this.driver.getConnection().ensureConnection();
    } catch (error) {
      if (!isDatabaseMissing(error) || !this.config.get('ensureDatabase')) throw error;
      settingsOf(this.config).say(`${error.message}, making it as ensureDatabase says`);
      await schema?.ensureDatabase();
    }
  }

  /** What a script for this project's databases has to know. */
  scriptOptions(): Omit<ScriptOptions, 'files'> {
    return {
      driver: this.driver,
      tables: this.ledgerTables(),
      schema: this.options.schema,
      transactional: Boolean(this.options.transactional),
    };
  }

  /** Where this project's databases keep what was run. */
  ledgerTables(schema = this.options.schema): LedgerTables {
    const [first = 'mikro_orm_migrations', second] = (this.options.tableName ?? 'mikro_orm_migrations').split('.');
    const own = second === undefined ? undefined : first;
    return {
      schema:
        schema ?? own ?? this.config.get('schema') ?? this.driver.getPlatform().getDefaultSchemaName() ?? 'public',
      table: second ?? first,
    };
  }

  /** Gives the listeners of `migrator.on(…)` the events of the reporter, once each: a second attempt is no news. */
  #withEvents(report: Report, known: ReadonlyMap<string, MigrationInfo>): Report {
    const announced = new Set<string>();
    const verbs = { up: ['migrating', 'migrated'], down: ['reverting', 'reverted'] } as const;
    return async event => {
      void report(event);
      if (event.type !== 'migration' && event.type !== 'finished') return;
      const [before, after] = verbs[event.method];
      if (event.type === 'migration' && announced.has(event.name)) return;
      announced.add(event.name);
      await emitEvent(this, event.type === 'migration' ? before : after, known.get(event.name) ?? { name: event.name });
    };
  }

  /**
   * The migrations of the project, in their order.
   *
   * @param entries what a database knows of them already, which saves loading those
   */
  async recorded(entries: readonly LedgerEntry[] = []): Promise<MigrationFile[]> {
    checkOptions(this.config);
    if (this.options.migrationsList) return readClasses(this.options.migrationsList as never, this.reading);
    await this.initPaths();
    const found = (await this.discoverMigrations()) as { path?: string }[];
    const paths = found.flatMap(({ path }) => (path ? [path] : []));
    return readMigrations(paths, this.reading, entries);
  }

  /** What migrations are read with. */
  protected get reading(): Reading {
    return { config: this.config, driver: this.driver };
  }

  protected fromRoot(path: string): string {
    return resolve(this.config.get('baseDir'), path);
  }

  protected folder(path: string | undefined): string {
    return this.fromRoot(path ?? this.options.pathTs ?? this.options.path ?? 'migrations');
  }
}

/** A migration as MikroORM's events name it. */
const infoOf = ({ name, path }: MigrationFile): MigrationInfo => (path === undefined ? { name } : { name, path });
