import { fileURLToPath } from 'node:url';
import { getCallSites } from 'node:util';
import { isRaw } from '@mikro-orm/core';
import { type Migration, Migration as NoWayDown, type Query } from '@mikro-orm/migrations';
import { type AbstractSqlPlatform, NativeQueryBuilder } from '@mikro-orm/sql';
import type { Location } from '../problem/index.ts';
import type { Method } from './file.ts';

/** A statement of a migration and the place of the `addSql` call that queued it. */
export interface Statement {
  query: Query;
  /** An absolute path; absent when the call came from no file. */
  file?: string;
  line?: number;
  column?: number;
}

/** Runs `up()` or `down()` and returns what it queued, in order. */
export async function statementsOf(migration: Migration, method: Method): Promise<Statement[]> {
  const statements: Statement[] = [];
  migration.addSql = query => {
    const [, caller] = getCallSites(2);
    const place = caller && {
      file: caller.scriptName.startsWith('file:') ? fileURLToPath(caller.scriptName) : caller.scriptName,
      line: caller.lineNumber,
      column: caller.columnNumber,
    };
    statements.push({ query, ...place });
  };
  await migration[method]();
  return statements;
}

/** Whether a migration has a way down: MikroORM writes none for a first migration, and its own refuses. */
export const hasWayDown = (migration: Migration): boolean => migration.down !== NoWayDown.prototype.down;

/** Where a statement was queued; nowhere when that was in no file. */
export const locationOf = ({ file, line, column }: Statement): Location | undefined =>
  file === undefined ? undefined : { file, line, column };

/** A queued statement as the text that is sent. */
export function textOf(query: Query, platform: AbstractSqlPlatform): string {
  const raw = query instanceof NativeQueryBuilder ? query.toRaw() : query;
  return isRaw(raw) ? platform.formatQuery(raw.sql, raw.params) : String(raw);
}
