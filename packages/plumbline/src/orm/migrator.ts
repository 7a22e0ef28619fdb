import type { MigrationResult } from '@mikro-orm/migrations';
import {
  BY_HAND,
  bothSides,
  type Change,
  fatesOf,
  filesOf,
  findChange,
  knownToFail,
  locationAmong,
  notAllowed,
  notTheFirst,
  readDecisionsFile,
  rememberKept,
  renderMigration,
  unanswered,
  unmanagedBy,
  unproven,
  versionFor,
  withLocation,
} from '../authoring/index.ts';
import type { Session } from '../catalog/index.ts';
import { compareCatalogs, type Decisions, type Difference, decide, keeping, type Unmanaged } from '../compare/index.ts';
import { checkForks, nameOf, timeBehind, timeText, writeMigrations } from '../history/index.ts';
import { entityLocationsOf } from '../locations/index.ts';
import type { Answer, Catalog, Hazard } from '../objects/index.ts';
import type { Evidence } from '../planner/index.ts';
import type { Location } from '../problem/index.ts';
import { summarizeChange } from '../report/index.ts';
import { baselineOf, DECISIONS_FILE, type Settings, settingsOf } from '../settings.ts';
import { openShadow, type Shadow } from '../shadow/index.ts';
import { answers as databaseAnswers, withLive } from './live.ts';
import { RunningMigrator } from './running-migrator.ts';

export interface CreateOptions {
  name?: string | undefined;
  path?: string | undefined;
  /** The first migration, for databases that older scripts left behind too. */
  initial?: boolean | undefined;
  /** The schema to get to, in the words of the shadow's PostgreSQL; what the entities say where it is absent. */
  target?: Catalog | undefined;
  /** What the configured database stands for: one of many that the migration will meet where it is not said. */
  evidence?: Evidence | undefined;
  answers?: readonly Answer[];
  /** Hazards that were agreed to: `data-loss`, `may-fail`. */
  allow?: readonly string[] | undefined;
  /** One transaction instead of stages that let traffic through. */
  together?: boolean | undefined;
  progress?: (line: string) => void;
}

/** MikroORM's migrator, with a diff that PostgreSQL agrees with, and a proof. */
export class Migrator extends RunningMigrator {
  /** `migration:create`. */
  override async create(path?: string, blank = false, initial = false, name?: string): Promise<MigrationResult> {
    return blank ? this.createBlank(path, name) : this.createProven({ path, name, initial });
  }

  /**
   * Writes the migration for what the entities say beyond the recorded migrations, after proving it on the shadow.
   * Needs no live database; one that answers is asked about its rows, and stands for all that the migration will meet.
   *
   * @throws Problem PL310 for a question without an answer, PL320 for a loss that nobody allowed, PL321 for rows that make it fail, PL330 for a failed
   * proof, PL332 for a file that would hold something else; nothing is written then
   */
  async createProven(options: CreateOptions = {}): Promise<MigrationResult> {
    const { path, name, initial = false, target, evidence = 'sample', allow = [], together = false } = options;
    const { progress = () => {} } = options;
    const person = this.attendance.person();
    return this.onShadow(async shadow => {
      const recorded = await this.recorded();
      if (initial && recorded[0]) throw notTheFirst(recorded[0].name);
      const file = this.fromRoot(this.#settings.decisionsFile);
      const onFile = await readDecisionsFile(file);
      // a database that is the target already says by itself what stays
      const answers = [...onFile.filter(({ flag }) => !(target && flag === 'keep')), ...(options.answers ?? [])];
      // a database that is the target already has rows that say nothing about the way there
      const asked = target === undefined && (await databaseAnswers(this.driver, this.#settings.say));
      const findWith = async (decisions: Decisions, live: Session | undefined): Promise<Change> =>
        findChange(shadow, {
          em: this.em,
          migrations: recorded,
          decisions,
          unmanaged: target ? undefined : this.unmanaged(),
          live,
          evidence,
          target,
          together,
          version: await versionFor(this.#settings.shadow, target ?? live),
          adopting: initial,
          agree,
          agreeToFail,
          onFile: new Set(onFile.map(({ text }) => text)),
          progress,
        });
      const find = (decisions: Decisions): Promise<Change> =>
        asked ? withLive(this.driver, live => findWith(decisions, live)) : findWith(decisions, undefined);
      const agree = async (losses: readonly Hazard[], differences: readonly Difference[]): Promise<void> => {
        if (allow.includes('data-loss') || (await person?.agree(losses))) return;
        throw notAllowed(losses, await this.#location(losses[0], differences));
      };
      const agreeToFail = async (failing: readonly Hazard[], differences: readonly Difference[]): Promise<void> => {
        if (!allow.includes('may-fail')) throw knownToFail(failing, await this.#location(failing[0], differences));
        for (const { message } of failing) this.#settings.say(`hazard (may-fail): ${message}`);
      };
      let change = await find(decide(answers));
      while (change.kind === 'questions') {
        if (!person)
          throw unanswered(change.questions, {
            location: await this.#location(change.questions[0], change.differences),
          });
        answers.push(...(await person.answer(change.questions)));
        change = await find(decide(answers));
      }
      if (!target) await rememberKept(file, decide(answers).keep);
      if (change.kind === 'none') return { fileName: '', code: '', diff: { up: [], down: [] } };

      const parent = recorded.at(-1)?.name ?? null;
      const files = filesOf(change, { parent, name, naming: (...of) => this.#naming(...of) });
      await writeMigrations(this.folder(path), files, this.reading);
      const { renames, differences } = change.outline;
      const gone = differences.filter(({ change: way }) => way === 'remove');
      for (const line of summarizeChange({ renames, differences: gone })) progress(line);
      for (const line of unproven(change.proof)) this.#settings.say(line);
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
      const { keep } = fatesOf(from, { keep: await this.kept(), drop: [] });
      for (const id of keep) if (!to.objects.has(id)) this.#settings.say(`kept, as ${DECISIONS_FILE} says: ${id}`);
      const { catalog, settings } = keeping(from, to, { keep, unmanaged: this.unmanaged() });
      for (const setting of settings) this.#settings.say(`kept, as no entity says it: ${setting}`);
      return compareCatalogs(from, catalog).length > 0;
    });
  }

  /** What no entity mentions and stays, by the answers on file. */
  async kept(): Promise<string[]> {
    return decide(await readDecisionsFile(this.fromRoot(this.#settings.decisionsFile))).keep;
  }

  /** What stays, whatever the entities say, by MikroORM's options. */
  unmanaged(): Unmanaged {
    return unmanagedBy(this.config, this.options);
  }

  /** Starts the shadow, works on it, and explains what went wrong there. */
  protected override async onShadow<T>(work: (shadow: Shadow) => Promise<T>): Promise<T> {
    const shadow = await openShadow(this.#settings.shadow, {
      ledgerSchema: this.ledgerTables().schema,
      baseline: baselineOf(this.config),
      say: this.#settings.say,
    });
    try {
      return await work(shadow);
    } catch (error) {
      throw await withLocation(error, () => entityLocationsOf(this.em));
    } finally {
      await shadow.close();
    }
  }

  protected async createBlank(path?: string, name?: string): Promise<MigrationResult> {
    const parent = (await this.recorded()).at(-1)?.name ?? null;
    const { className, fileName } = this.#naming(name, parent);
    const header = { title: name ?? className, paragraphs: [[BY_HAND]] };
    const text = renderMigration({ className, parent, header, stage: { transactional: true, up: [], down: [] } });
    const expected = {
      name: nameOf(fileName),
      className,
      parent,
      transactional: true,
      statements: { up: [], down: [] },
    };
    await writeMigrations(this.folder(path), [{ name: fileName, text, expected }], this.reading);
    return { fileName, code: text, diff: { up: ['select 1'], down: ['select 1'] } };
  }

  get #settings(): Settings {
    return settingsOf(this.config);
  }

  /** Names as MikroORM makes them, behind that of the last migration: files of one change follow each other by a second. */
  #naming(name: string | undefined, last: string | null): { className: string; fileName: string } {
    const time = timeText(timeBehind(last));
    return {
      className: this.config.getNamingStrategy().classToMigrationName(time, name),
      fileName: `${this.options.fileName?.(time, name)}.ts`,
    };
  }

  /** What the entities say something by. */
  async #location(
    about: { object?: string } | undefined,
    differences: readonly Difference[],
  ): Promise<Location | undefined> {
    return locationAmong(differences, about?.object, await entityLocationsOf(this.em));
  }
}
