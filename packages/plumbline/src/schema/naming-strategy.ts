import { UnderscoreNamingStrategy } from '@mikro-orm/core';

/** PostgreSQL's own suffixes for the objects it names by itself (source: `ChooseIndexName`, `ChooseConstraintName`). */
const SUFFIX: Record<string, string> = {
  index: 'idx',
  unique: 'key',
  foreign: 'fkey',
};

/** Names constraints and indexes as PostgreSQL does when nobody names them: `prompts_name_key`, not `prompts_name_unique`. */
export class PostgresNamingStrategy extends UnderscoreNamingStrategy {
  override indexName(...[table, columns, type]: Parameters<UnderscoreNamingStrategy['indexName']>): string {
    return super.indexName(table, columns, (SUFFIX[type] ?? type) as typeof type);
  }
}
