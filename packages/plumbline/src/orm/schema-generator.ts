import { resolve } from 'node:path';
import { Utils } from '@mikro-orm/core';
import {
  buildBesideMigrations,
  fatesOf,
  readDecisionsFile,
  unanswered,
  unmanagedBy,
  withLocation,
} from '../authoring/index.ts';
import { decide } from '../compare/index.ts';
import { entityLocationsOf } from '../locations/index.ts';
import { readCatalog } from '../objects/index.ts';
import { copyCatalog, planChange } from '../planner/index.ts';
import { SchemaGenerator as Creating } from '../schema/index.ts';
import { baselineOf, settingsOf } from '../settings.ts';
import { openShadow } from '../shadow/index.ts';
import { withLive } from './live.ts';
import { checkOptions } from './options.ts';
import { oursOf, stayingOthers } from './ours.ts';
import { reading } from './reading.ts';
import { migratorOf } from './registered.ts';

type UpdateOptions = NonNullable<Parameters<Creating['getUpdateSchemaSQL']>[0]>;

/**
 * MikroORM's schema generator, with the diff that PostgreSQL agrees with behind `schema:update`. Without a record of
 * what is ours, only what the entities know is compared: nothing else is ever dropped.
 */
export class SchemaGenerator extends Creating {
  override async getUpdateSchemaSQL(options: UpdateOptions = {}): Promise<string> {
    if (options.fromSchema) return super.getUpdateSchemaSQL(options);
    return scriptOf((await this.#plan(options)).up);
  }

  override async getUpdateSchemaMigrationSQL(options: UpdateOptions = {}): Promise<{ up: string; down: string }> {
    if (options.fromSchema) return super.getUpdateSchemaMigrationSQL(options);
    const { up, down } = await this.#plan(options, { back: true });
    return { up: scriptOf(up), down: scriptOf(down) };
  }

  /** Statement by statement, as no text has to be cut apart for it. */
  override async update(options: UpdateOptions = {}): Promise<void> {
    if (options.fromSchema) return super.update(options);
    await Utils.runSerial((await this.#plan(options)).up, sql => this.driver.execute(sql));
  }

  /** What gets the database to the entities, and back where that is asked for. */
  async #plan(
    { safe, dropTables, schema, includeWildcardSchema }: UpdateOptions,
    { back = false } = {},
  ): Promise<{ up: string[]; down: string[] }> {
    checkOptions(this.config);
    await this.ensureDatabase();
    const settings = settingsOf(this.config);
    const shadow = await openShadow(settings.shadow, { baseline: baselineOf(this.config), say: settings.say });
    try {
      const migrator = migratorOf(this.config);
      const entities = await buildBesideMigrations(shadow, this.em as never, await migrator.recorded(), {
        schema,
        includeWildcardSchema,
      });
      const { ours, version } = await reading(this.driver, async session => {
        const database = await readCatalog(session, { defaultSchema: entities.defaultSchema });
        return { ours: await oursOf(session, database, entities), version: database.version };
      });
      await copyCatalog(shadow, ours.catalog);
      const before = await shadow.read();
      const decisions = decide(await readDecisionsFile(resolve(this.config.get('baseDir'), settings.decisionsFile)));
      const unmanaged = stayingOthers(ours, unmanagedBy(this.config, { safe, dropTables }));
      const { keep } = fatesOf(before, decisions);
      const { steps, questions } = await withLive(this.driver, live =>
        planChange(shadow, entities, {
          decisions: { ...decisions, keep: [...keep] },
          unmanaged,
          live,
          evidence: 'target',
          version,
        }),
      );
      if (questions.length > 0) throw unanswered(questions, { command: 'diff db entities --sql' });
      const up = steps.map(({ sql }) => sql);
      if (!back) return { up, down: [] };
      await shadow.apply(up);
      const down = await planChange(shadow, before, { unasked: true, guess: true, version });
      return { up, down: down.steps.map(({ sql }) => sql) };
    } catch (error) {
      throw await withLocation(error, () => entityLocationsOf(this.em as never));
    } finally {
      await shadow.close();
    }
  }
}

const scriptOf = (statements: readonly string[]): string => statements.map(sql => `${sql};\n`).join('');
