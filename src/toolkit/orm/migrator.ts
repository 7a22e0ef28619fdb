import { resolve } from 'node:path';
import type { IMigratorStorage, MigrateOptions, MigrationInfo } from '@mikro-orm/core';
import { type MigrationResult, Migrator as StockMigrator } from '@mikro-orm/migrations';
import type { Catalog } from '../canonical/index.ts';
import { type Answer, compareCatalogs, type Decisions, type Difference, decide } from '../diff/index.ts';
import {
  bothSides,
  type Change,
  confirmLosses,
  explained,
  findChange,
  headerOf,
  interview,
  isSomebodyThere,
  notAllowed,
  notTheFirst,
  type Output,
  placeAmong,
  readDecisionsFile,
  renderMigration,
  timeBehind,
  timeText,
  unanswered,
  writeAll,
} from '../generate/index.ts';
import {
  checkForks,
  chooseReporter,
  type Entry,
  type LedgerTables,
  listed,
  type Method,
  type MigrationFile,
  type Report,
  type RunOptions,
  runMigrations,
  type ScriptOptions,
  stamped,
  underLock,
  unlisted,
} from '../migrator/index.ts';
import { placesOf } from '../places/index.ts';
import type { Hazard } from '../plan/index.ts';
import { showPlace } from '../problem/index.ts';
import { settingsOf } from '../settings.ts';
import { openShadow, type Shadow } from '../shadow/index.ts';
import { runSettings } from './environment.ts';
import { liveSession } from './live.ts';
import { recordedClasses, recordedFiles } from './recorded.ts';
import { rolledUp } from './rollup.ts';
import { emitEvent } from './seams.ts';
import { openSessions } from './sessions.ts';
import { Storage } from './storage.ts';

export interface CreateOptions {
  name?: string | undefined;
  path?: string | undefined;
  /** The first migration, for databases that older scripts left behind too. */
  initial?: boolean | undefined;
  /** The schema to get to, in the words of the shadow's PostgreSQL; what the entities say where it is absent. */
  target?: Catalog | undefined;
  answers?: readonly Answer[];
  /** Hazards that were agreed to: `data-loss`. */
  allow?: readonly string[] | undefined;
  /** One transaction instead of stages that let traffic through. */
  together?: boolean | undefined;
  progress?: (line: string) => void;
}

/** MikroORM's migrator, with a diff that PostgreSQL agrees with, a proof, one run at a time, and errors that explain. */
export class Migrator extends StockMigrator {
  protected override createStorage(): IMigratorStorage {
    return new Storage(this.driver, this.options);
  }

  /** Nothing is made here: a missing database is a mistake in the DSN, and tables are made under the lock. */
  protected override async init(): Promise<void> {
    await this.initPaths();
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
    await listed(await this.runContext(), name);
  }

  /** `migration:unlog`. */
  override async unlogMigration(name: string): Promise<void> {
    await unlisted(await this.runContext(), name);
  }

  /** Makes the list say that exactly these migrations ran; see `stamped`. */
  async stamp(wanted: readonly MigrationFile[], seen: readonly Entry[]): Promise<boolean> {
    return stamped(await this.runContext(), wanted, seen);
  }

  /** `migration:rollup`. */
  override async rollup(migrations?: string[]): Promise<MigrationResult> {
    const context = await this.runContext();
    return underLock(context, opened =>
      rolledUp(context, opened, migrations, async () => {
        const result = await super.rollup(migrations);
        const [file] = await recordedFiles([resolve(this.#folder(undefined), result.fileName)], this.config);
        return { result, file: file as MigrationFile };
      }),
    );
  }

  /** What a run of this project works with. */
  protected async runContext(runSchema?: string): Promise<Omit<RunOptions, 'method' | 'selection'>> {
    const { limits, wait, allowed } = runSettings();
    await this.init();
    const schema = runSchema ?? this.options.schema;
    const tables = this.ledgerTables(schema);
    const files = await this.recorded();
    const report = this.#telling(chooseReporter(), files);
    return {
      driver: this.driver,
      files,
      tables,
      schema,
      transactional: Boolean(this.options.transactional),
      together: Boolean(this.options.allOrNothing),
      allowed,
      limits,
      report,
      open: stop => openSessions(this.driver, tables, { patience: wait, stop, report }),
    };
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

  /** Tells the listeners of `migrator.on(…)` what the reporter is told, once each: an attempt that gave way is no news. */
  #telling(report: Report, files: readonly MigrationFile[]): Report {
    const byName = new Map(files.map(file => [file.name, infoOf(file)]));
    const begun = new Set<string>();
    const words = { up: ['migrating', 'migrated'], down: ['reverting', 'reverted'] } as const;
    return async event => {
      void report(event);
      if (event.type !== 'migration' && event.type !== 'finished') return;
      const [before, after] = words[event.method];
      if (event.type === 'migration' && begun.has(event.name)) return;
      begun.add(event.name);
      await emitEvent(
        this,
        event.type === 'migration' ? before : after,
        byName.get(event.name) ?? { name: event.name },
      );
    };
  }

  /** `migration:create`. */
  override async create(path?: string, blank = false, initial = false, name?: string): Promise<MigrationResult> {
    return blank ? this.createBlank(path, name) : this.createProven({ path, name, initial });
  }

  /**
   * Writes the migration for what the entities say beyond the recorded migrations, after proving it on the shadow.
   * Needs no live database; one that answers is asked about its rows.
   *
   * @throws Problem PL310 for a question without an answer, PL320 for a loss that nobody allowed, PL330 for a failed
   * proof; nothing is written then
   */
  async createProven(options: CreateOptions = {}): Promise<MigrationResult> {
    const { path, name, initial = false, target, allow = [], together = false, progress = () => {} } = options;
    return this.onShadow(async shadow => {
      const recorded = await this.recorded();
      if (initial && recorded[0]) throw notTheFirst(recorded[0].name);
      const answers = [
        ...(await readDecisionsFile(this.#fromRoot(settingsOf(this.config).decisionsFile))),
        ...(options.answers ?? []),
      ];
      // a database that is the target already has rows that say nothing about the way there
      const live = target ? undefined : await liveSession(this.driver);
      const find = (decisions: Decisions): Promise<Change> =>
        findChange(shadow, {
          em: this.em,
          migrations: recorded,
          decisions,
          live,
          target,
          together,
          adopting: initial,
          agree,
          progress,
        });
      const agree = async (losses: readonly Hazard[], differences: readonly Difference[]): Promise<void> => {
        if (allow.includes('data-loss') || (isSomebodyThere() && (await confirmLosses(losses)))) return;
        throw notAllowed(losses, await this.#where(losses[0], differences));
      };
      let change = await find(decide(answers));
      while (change.kind === 'questions') {
        if (!isSomebodyThere())
          throw unanswered(change.questions, { where: await this.#where(change.questions[0], change.differences) });
        answers.push(...(await interview(change.questions)));
        change = await find(decide(answers));
      }
      if (change.kind === 'none') return { fileName: '', code: '', diff: { up: [], down: [] } };

      const files = this.#render(change, decide(answers), recorded.at(-1)?.name ?? null, name);
      await writeAll(this.#folder(path), files);
      return {
        fileName: files.map(file => file.name).join(', '),
        code: files.map(file => file.text).join('\n'),
        diff: {
          up: change.proof.stages.flatMap(stage => stage.up.map(({ step }) => step.sql)),
          down: [...change.proof.stages].reverse().flatMap(stage => stage.down.map(({ sql }) => sql)),
        },
      };
    });
  }

  /**
   * `migration:check`: whether the entities say anything beyond the migrations. Needs no live database.
   *
   * @throws Problem PL230 for migrations of two branches that do not know of each other
   */
  override async checkSchema(): Promise<boolean> {
    checkForks(await this.recorded());
    return this.onShadow(async shadow => {
      const { from, to } = await bothSides(shadow, { em: this.em, migrations: await this.recorded() });
      return compareCatalogs(from, to).length > 0;
    });
  }

  /** The migrations of the project, in their order. */
  async recorded(): Promise<MigrationFile[]> {
    if (this.options.migrationsList) return recordedClasses(this.options.migrationsList as never, this.config);
    await this.initPaths();
    const found = (await this.discoverMigrations()) as { path?: string }[];
    return recordedFiles(
      found.flatMap(({ path }) => (path ? [path] : [])),
      this.config,
    );
  }

  /** Starts the shadow, works on it, and explains what went wrong there. */
  protected async onShadow<T>(work: (shadow: Shadow) => Promise<T>): Promise<T> {
    const shadow = await openShadow(settingsOf(this.config).shadow);
    try {
      return await work(shadow);
    } catch (error) {
      throw await explained(error, () => placesOf(this.em));
    } finally {
      await shadow.close();
    }
  }

  protected async createBlank(path?: string, name?: string): Promise<MigrationResult> {
    const parent = (await this.recorded()).at(-1)?.name ?? null;
    const { className, fileName } = this.#naming(name, parent);
    const header = { title: name ?? className, paragraphs: [['Written by hand: fill in both ways.']] };
    const text = renderMigration({ className, parent, header, stage: { transactional: true, up: [], down: [] } });
    await writeAll(this.#folder(path), [{ name: fileName, text }]);
    return { fileName, code: text, diff: { up: ['select 1'], down: ['select 1'] } };
  }

  #render(
    change: Extract<Change, { kind: 'proven' }>,
    decisions: Decisions,
    parent: string | null,
    name?: string,
  ): Output[] {
    let last = parent;
    return change.proof.stages.map((stage, i) => {
      const own = i === 0 ? name : name && `${name}_${i + 1}`;
      const { className, fileName } = this.#naming(own, last);
      const header = headerOf(own ?? className, change.differences, decisions, change.proof, i);
      const text = renderMigration({
        className,
        parent: last,
        header,
        stage: { ...stage, up: stage.up.map(({ step }) => step) },
        expectation: change.expectation,
      });
      last = fileName.replace(/\.[jt]s$/, '');
      return { name: fileName, text };
    });
  }

  /** Names as MikroORM makes them, behind that of the last migration: files of one change follow each other by a second. */
  #naming(name: string | undefined, last: string | null): { className: string; fileName: string } {
    const time = timeText(timeBehind(last));
    return {
      className: this.config.getNamingStrategy().classToMigrationName(time, name),
      fileName: `${this.options.fileName?.(time, name)}.ts`,
    };
  }

  /** What the entities say something by, as `file:line:column`. */
  async #where(
    about: { object?: string } | undefined,
    differences: readonly Difference[],
  ): Promise<string | undefined> {
    const place = placeAmong(differences, about?.object, await placesOf(this.em));
    return place && showPlace(place);
  }

  #fromRoot(path: string): string {
    return resolve(this.config.get('baseDir'), path);
  }

  #folder(path: string | undefined): string {
    return this.#fromRoot(path ?? this.options.path ?? 'migrations');
  }
}

/** A migration as MikroORM tells of it. */
const infoOf = ({ name, path }: MigrationFile): MigrationInfo => (path === undefined ? { name } : { name, path });
