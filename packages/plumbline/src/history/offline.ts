import type { AbstractSqlDriver } from '@mikro-orm/sql';
import { Problem } from '../problem/index.ts';
import { codeProblem } from './code-problem.ts';
import type { Method, MigrationFile } from './file.ts';
import { type Statement, statementsOf, textOf } from './statements.ts';

/** What of a driver answers without a database. Everything else may ask one. */
const SILENT = new Set<string | symbol>(['getPlatform', 'constructor', 'then', Symbol.toStringTag]);

/** A driver that never reaches a database. */
export function offlineDriver(
  driver: AbstractSqlDriver,
  asked: () => never,
  answers: Partial<Pick<AbstractSqlDriver, 'execute'>> = {},
): AbstractSqlDriver {
  return new Proxy(driver, {
    get(target, name) {
      if (name in answers) return answers[name as keyof typeof answers];
      return SILENT.has(name) ? Reflect.get(target, name, target) : asked();
    },
  });
}

/**
 * The statements of a migration as they are sent, got from it without a database.
 *
 * @throws Problem PL550 for a migration that asks the database what to do, PL201 for an error in its code
 */
export async function offlineStatements(
  driver: AbstractSqlDriver,
  file: MigrationFile,
  method: Method,
): Promise<(Statement & { sql: string })[]> {
  const offline = offlineDriver(driver, () => {
    throw asks(file, method);
  });
  const statements = await statementsOf(await file.load(offline), method).catch((error: unknown) => {
    throw error instanceof Problem ? error : codeProblem(error, method, file);
  });
  return statements.map(statement => ({ ...statement, sql: textOf(statement.query, driver.getPlatform()) }));
}

const asks = ({ name, path }: MigrationFile, method: Method): Problem =>
  new Problem('PL550', {
    what: `the statements of ${name} are not known without a database`,
    location: path === undefined ? undefined : { file: path },
    why: `${method}() asks the database while it runs, so what it does depends on the answers`,
    fix: 'say it in SQL alone (addSql), or run it with npx mikro-orm migration:up',
  });
