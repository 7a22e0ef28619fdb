import { PostgreSqlPlatform } from '@mikro-orm/postgresql';
import { PostgreSqlSchemaHelper } from '@mikro-orm/sql';

/** A folder holds one database: there is no other one to make it from, or to make. */
class EmbeddedSchemaHelper extends PostgreSqlSchemaHelper {
  override getManagementDbName(): string {
    return '';
  }

  override getCreateDatabaseSQL(): string {
    return '';
  }

  override getDropDatabaseSQL(): string {
    return '';
  }

  override async databaseExists(): Promise<boolean> {
    return true;
  }
}

/** What is so of PostgreSQL in the process, and not of a server. */
export class EmbeddedPlatform extends PostgreSqlPlatform {
  protected override readonly schemaHelper: PostgreSqlSchemaHelper = new EmbeddedSchemaHelper(this);

  override supportsConnectionSessionContext(): boolean {
    return false;
  }

  /** A query is one statement. */
  override supportsMultipleStatements(): boolean {
    return false;
  }
}
