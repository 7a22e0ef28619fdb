import type { AbstractSqlDriver } from '@mikro-orm/sql';
import type { Session } from '../canonical/index.ts';
import { Problem, renderProblem } from '../problem/index.ts';

/**
 * The configured database, to ask about its rows; nothing when it does not answer. A change of the schema can be
 * planned without it, with less to say about the rows.
 */
export async function liveSession(driver: AbstractSqlDriver): Promise<Session | undefined> {
  const connection = driver.getConnection();
  try {
    await connection.ensureConnection();
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    process.stderr.write(`warning: planning without asking about rows\n${renderProblem(error)}\n`);
    return undefined;
  }
  return { query: <Row>(sql: string) => connection.execute<Row[]>(sql) };
}
