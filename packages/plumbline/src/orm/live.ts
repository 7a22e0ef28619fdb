import type { AbstractSqlDriver } from '@mikro-orm/sql';
import type { LiveDatabase } from '../plan/index.ts';
import { Problem, renderProblem, say } from '../problem/index.ts';
import { reading } from './reading.ts';

/**
 * The configured database, to ask about its rows; nothing when it does not answer. A change of the schema can be
 * planned without it, with less to say about the rows. The embedded one is a developer's own: the migration will meet
 * other databases, where a table that is empty here has rows.
 */
export async function liveSession(driver: AbstractSqlDriver): Promise<LiveDatabase | undefined> {
  const connection = driver.getConnection();
  try {
    await connection.ensureConnection();
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    say(`warning: planning without asking about rows\n${renderProblem(error)}`);
    return undefined;
  }
  return {
    query: <Row>(sql: string, path?: string) => reading(driver, session => session.query<Row>(sql, path)),
    sample: 'embeddedFolder' in driver,
  };
}
