import { readFileSync } from 'node:fs';

/** A column in PostgreSQL's words. */
export interface ColumnFacts {
  type: string;
  nullable: boolean;
  default?: string;
}

/** A table in PostgreSQL's words; its columns in their order. An index that a constraint owns is told by the constraint. */
export interface TableFacts {
  columns: Record<string, ColumnFacts>;
  constraints: Record<string, string>;
  indexes: Record<string, string>;
  triggers?: Record<string, string>;
}

/** A schema as facts read out of PostgreSQL's catalog. */
export interface SchemaFacts {
  /** Values in their sort order. */
  enums: Record<string, string[]>;
  tables: Record<string, TableFacts>;
  functions: string[];
}

const read = (name: string): SchemaFacts =>
  JSON.parse(readFileSync(new URL(`../reference/${name}.json`, import.meta.url), 'utf8'));

/** What the migrations must build. */
export const target = read('target');
/** What the old SQL scripts left behind, all of them run to their end. */
export const legacy = read('legacy');
