import { IsolationLevel } from '@mikro-orm/core';
import type { AbstractSqlDriver } from '@mikro-orm/sql';
import type { Session } from '../catalog/index.ts';
import { OWN_PATH, setPathHere } from '../sql/index.ts';

/**
 * Reads a database as it is at one moment, in a transaction that can write nothing. A query that PostgreSQL refuses
 * leaves the others as they are. Names are looked up in PostgreSQL's schema, where a query does not say otherwise.
 */
export async function reading<T>(driver: AbstractSqlDriver, work: (session: Session) => Promise<T>): Promise<T> {
  const connection = driver.getConnection();
  await connection.ensureConnection();
  const ctx = await connection.begin({ isolationLevel: IsolationLevel.REPEATABLE_READ, readOnly: true });
  const run = <Row>(sql: string): Promise<Row[]> => connection.execute<Row[]>(sql, [], 'all', ctx);
  try {
    return await work({
      async query<Row>(sql: string, path = OWN_PATH) {
        await run('savepoint query');
        try {
          await run(setPathHere(path));
          return await run<Row>(sql);
        } catch (error) {
          await run('rollback to savepoint query');
          throw error;
        }
      },
    });
  } finally {
    await connection.rollback(ctx);
  }
}
