import {
  type CreateSchemaOptions,
  type DatabaseSchema,
  type DropSchemaOptions,
  SchemaGenerator as StockSchemaGenerator,
} from '@mikro-orm/sql';
import { Problem } from '../problem/index.ts';
import { ExtensionType } from '../types/index.ts';

/** MikroORM's schema generator, made to know what tables take for granted: extensions and shared functions. */
export class SchemaGenerator extends StockSchemaGenerator {
  #hidesRoutines = false;

  /** What `schema:create` runs: extensions and routines come before the tables whose columns and triggers use them. */
  override async getCreateSchemaSQL(options: CreateSchemaOptions = {}): Promise<string> {
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
      await this.connection.ensureConnection();
      if (options?.clear) await this.clear({ ...options, clearIdentityMap: false });
      return false;
    } catch (error) {
      const management = this.helper.getManagementDbName();
      if (!(error instanceof Problem && error.code === 'PL120' && management)) throw error;
      const database = this.config.get('dbName') as string;
      this.config.set('dbName', management);
      await this.driver.reconnect({ skipOnConnect: true });
      await this.createDatabase(database, { skipOnConnect: true });
      return true;
    }
  }
}
