import { codeProblem, locationOf, type Method, type Statement, statementsOf, textOf } from '../history/index.ts';
import { Problem } from '../problem/index.ts';
import { isConnectionLoss } from './connection-loss.ts';
import { excerpt } from './failure.ts';
import { isInTheWay } from './patience.ts';
import type { Placed, RunContext } from './run-context.ts';
import { asTransaction, type Context } from './session.ts';
import { analyzeStatement, type StatementAnalysis } from './statement-analysis.ts';

/** A statement with all that the run has to know of it. */
export interface Loaded extends Statement {
  sql: string;
  analysis: StatementAnalysis;
}

/**
 * Has a migration queue its statements.
 *
 * @param context what the migration runs its own queries on, where it has some
 * @throws Problem PL201 for an error in its code, PL202 for a statement that cannot be run safely
 */
export async function load(
  { driver, report, tables }: RunContext,
  { file, index, of, entry }: Placed,
  method: Method,
  context: Context,
): Promise<Loaded[]> {
  const migration = await file.load(driver);
  migration.setTransactionContext(asTransaction(context));
  const queued = await statementsOf(migration, method).catch((error: unknown) => {
    if (error instanceof Problem || isInTheWay(error) || isConnectionLoss(error)) throw error;
    throw codeProblem(error, method, file);
  });
  const statements = await Promise.all(
    queued.map(async statement => {
      const sql = textOf(statement.query, driver.getPlatform());
      return { ...statement, sql, analysis: await analyzeStatement(sql, tables) };
    }),
  );
  for (const statement of statements) check(statement, file.name);
  const done = entry && entry.state !== 'applied' ? entry.applied : 0;
  await report({
    type: 'migration',
    method,
    name: file.name,
    index,
    of,
    steps: statements.length,
    done,
  });
  return statements;
}

/** @throws Problem PL202 for a statement that cannot be run safely */
export function check(statement: Loaded, name: string): void {
  const { steersTransaction, concurrentDdl, removesLedger } = statement.analysis;
  const refuse = (why: string, fix: string): Problem =>
    new Problem('PL202', {
      what: `a statement of ${name} cannot be run safely; nothing of it was run`,
      location: locationOf(statement),
      why: `${why}\nin: ${excerpt(statement.sql)}`,
      fix,
    });
  if (statement.sql.includes('\0'))
    throw refuse('it holds a NUL byte, at which the server would cut it off', 'take it out');
  if (steersTransaction)
    throw refuse(
      'it begins or ends a transaction, which is what the run does',
      'take it out; isTransactional() says whether there is one',
    );
  if (removesLedger)
    throw refuse(
      'it takes away what tells which migrations were run, which the run has to write into',
      'leave those tables out; npx mikro-orm migration:fresh begins anew',
    );
  if (concurrentDdl?.does === 'create index' && concurrentDdl.index === undefined)
    throw refuse('an index without a name is not found again when the run breaks off', 'give it a name');
}
