import { type CreateSchemaOptions, type DatabaseSchema, SchemaGenerator as StockSchemaGenerator } from '@mikro-orm/sql';
import { Problem } from '../problem/index.ts';
import { ExtensionType } from '../types/index.ts';

/** MikroORM's schema generator, made to know what tables take for granted: extensions and shared functions. */
export class SchemaGenerator extends StockSchemaGenerator {
  #routinesCameFirst = false;

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
    // the stock order puts routines last, where a trigger that calls one does not find it
    this.#routinesCameFirst = true;
    try {
      return [...before, await super.getCreateSchemaSQL(options)].join('\n');
    } finally {
      this.#routinesCameFirst = false;
    }
  }

  override getTargetSchema(...args: Parameters<StockSchemaGenerator['getTargetSchema']>): DatabaseSchema {
    const schema = super.getTargetSchema(...args);
    if (this.#routinesCameFirst) schema.getRoutines().length = 0;
    return schema;
  }

  /** The extensions that the entities' column types come from, each once, in the order of the entities. */
  requiredExtensions(): string[] {
    const types = [...this.metadata.getAll().values()].flatMap(meta => meta.props.map(prop => prop.customType));
    return [...new Set(types.filter(type => type instanceof ExtensionType).map(type => type.extension))];
  }

  /** `database:create` is the one place where a missing database is made and not reported. */
  override async ensureDatabase(...[options]: Parameters<StockSchemaGenerator['ensureDatabase']>): Promise<boolean> {
    try {
      return await super.ensureDatabase(options);
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
