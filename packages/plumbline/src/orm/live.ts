import type { AbstractSqlDriver } from '@mikro-orm/sql';
import { CompiledQuery } from 'kysely';
import type { Session } from '../catalog/index.ts';
import { Problem, renderProblem, type Say } from '../problem/index.ts';
import { OWN_PATH, setPathHere } from '../sql/index.ts';

/**
 * Whether the configured database answers, so that it can be asked about its rows. A change of the schema can be planned
 * without it, with less to say about the rows.
 *
 * @param say hears why it does not
 */
export async function answers(driver: AbstractSqlDriver, say: Say): Promise<boolean> {
  try {
    await driver.getConnection().ensureConnection();
    return true;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    say(`warning: planning without asking about rows\n${renderProblem(error)}`);
    return false;
  }
}

/**
 * One connection to the configured database for as long as the work takes. Each query is a transaction of its own that can
 * write nothing, so that none is open while a person is asked. Names are looked up in PostgreSQL's schema, where a query
 * does not say otherwise.
 */
export const withLive = <T>(driver: AbstractSqlDriver, work: (live: Session) => Promise<T>): Promise<T> =>
  driver
    .getConnection()
    .getClient()
    .connection()
    .execute(connection => {
      const run = async <Row>(sql: string): Promise<Row[]> =>
        (await connection.executeQuery<Row>(CompiledQuery.raw(sql))).rows;
      return work({
        async query<Row>(sql: string, path = OWN_PATH) {
          await run('begin read only');
          try {
            await run(setPathHere(path));
            const rows = await run<Row>(sql);
            await run('commit');
            return rows;
          } catch (error) {
            await run('rollback');
            throw error;
          }
        },
      });
    });
