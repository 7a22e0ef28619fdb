import {
  type CreateSchemaOptions,
  type DatabaseSchema,
  type DropSchemaOptions,
  SchemaGenerator as StockSchemaGenerator,
} from '@mikro-orm/sql';
import { isDatabaseMissing } from '../problem/index.ts';
import { ExtensionType } from '../types/index.ts';
import { asDropProblem, isAFolder } from './databases.ts';
import { quoteDefaults } from './defaults.ts';
import { distinguish } from './long-names.ts';

/** MikroORM's schema generator, made to know what tables take for granted: extensions and shared functions. */
export class SchemaGenerator extends StockSchemaGenerator {
  /** Whether this process dropped the database: then its absence is no mistake in the DSN. */
  isDropped = false;
  #hidesRoutines = false;

  /** What `schema:create` runs: extensions and routines come before the tables whose columns and triggers use them. */
  override async getCreateSchemaSQL(options: CreateSchemaOptions = {}): Promise<string> {
    await quoteDefaults(this.metadata.getAll().values());
    const before = [
      ...this.requiredExtensions().map(
        name => `create extension if not exists ${this.platform.quoteIdentifier(name)};`,
      ),
      ...this.getTargetSchema(options.schema)
        .getRoutines()
        .map(routine => `${this.helper.createRoutine(routine)};`),
    ];
    return [...before, await this.#withoutRoutines(() => super.getCreateSchemaSQL(options))].join('\n');
  }

  /** What `schema:drop` and `migration:fresh` run: routines go after the tables whose triggers call them. */
  override async getDropSchemaSQL(options: DropSchemaOptions = {}): Promise<string> {
    const after = this.getTargetSchema(options.schema)
      .getRoutines()
      .map(routine => `${this.helper.dropRoutine(routine)};\n`);
    return [await this.#withoutRoutines(() => super.getDropSchemaSQL(options)), ...after].join('');
  }

  override getTargetSchema(...args: Parameters<StockSchemaGenerator['getTargetSchema']>): DatabaseSchema {
    const schema = super.getTargetSchema(...args);
    distinguish(schema);
    if (this.#hidesRoutines) schema.getRoutines().length = 0;
    return schema;
  }

  /** The stock order puts routines where those that call them, or that they are called by, do not find them. */
  async #withoutRoutines(work: () => Promise<string>): Promise<string> {
    this.#hidesRoutines = true;
    try {
      return await work();
    } finally {
      this.#hidesRoutines = false;
    }
  }

  /** The extensions that the entities' column types come from, each once, in the order of the entities. */
  requiredExtensions(): string[] {
    const types = [...this.metadata.getAll().values()].flatMap(meta => meta.props.map(prop => prop.customType));
    return [...new Set(types.filter(type => type instanceof ExtensionType).map(type => type.extension))];
  }

  /**
   * A database that answers exists; MikroORM asks the catalog once more, with the name unquoted. `database:create` is
   * the one place where a missing database is made and not reported.
   */
  override async ensureDatabase(...[options]: Parameters<StockSchemaGenerator['ensureDatabase']>): Promise<boolean> {
    try {
      // it is this that makes a missing database, and no other
      if (!(await this.connection.isConnected())) await this.connection.connect({ skipOnConnect: true });
      if (options?.clear) await this.clear({ ...options, clearIdentityMap: false });
      return false;
    } catch (error) {
      if (!isDatabaseMissing(error)) throw error;
      await this.createDatabase(undefined, { skipOnConnect: true });
      if (options?.create) await this.create(options);
      return true;
    }
  }

  /** Makes a database from the server's own one, wherever the session is, and ends in the new one. */
  override async createDatabase(
    name = this.config.get('dbName') as string,
    options?: { skipOnConnect?: boolean },
  ): Promise<void> {
    await this.#fromManagement(name, () => this.execute(this.helper.getCreateDatabaseSQL(name)));
    this.isDropped = false;
    await this.driver.reconnect(options);
  }

  /** Drops a database, and leaves no session in another one: what comes next is not meant for that. */
  override async dropDatabase(name = this.config.get('dbName') as string): Promise<void> {
    if ('embeddedFolder' in this.driver) throw isAFolder();
    await this.#fromManagement(name, () => this.execute(this.helper.getDropDatabaseSQL(name))).catch(error => {
      throw asDropProblem(error, name);
    });
    this.isDropped = true;
  }

  /** Works in the server's own database; the configuration names the other one again, whatever comes of it. */
  async #fromManagement(name: string, work: () => Promise<void>): Promise<void> {
    this.config.set('dbName', this.helper.getManagementDbName());
    try {
      await this.driver.reconnect({ skipOnConnect: true });
      await work();
    } finally {
      this.config.set('dbName', name);
      await this.driver.close(true);
    }
  }
}
