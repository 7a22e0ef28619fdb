import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { inject } from 'vitest';
import { server, type TestDatabase } from '../support/engines.ts';

/** Uses a database of its own on the server, and drops it again. */
export async function inDatabase<T>(use: (database: TestDatabase) => Promise<T>): Promise<T> {
  const database = await server.create();
  try {
    return await use(database);
  } finally {
    await database.drop();
  }
}

/** Uses a copy of a database that nobody is connected to. */
export async function inCopyOf<T>(original: TestDatabase, use: (database: TestDatabase) => Promise<T>): Promise<T> {
  const name = `copy_${randomUUID().replaceAll('-', '')}`;
  const from = nameIn(original.env);
  await asAdministrator(`create database ${name} template ${from}`);
  const dsn = String(original.env.SA01_DB_DSN).replace(`/${from}`, `/${name}`);
  try {
    return await use({ env: { SA01_DB_DSN: dsn }, sql: text => query(dsn, text), drop: async () => {} });
  } finally {
    await asAdministrator(`drop database ${name} with (force)`);
  }
}

export const nameIn = ({ SA01_DB_DSN: dsn }: NodeJS.ProcessEnv): string => String(dsn).split('/').at(-1) ?? '';

export function asAdministrator<Row>(text: string): Promise<Row[]> {
  const provided = inject('server');
  if ('missing' in provided) throw new Error(`no PostgreSQL server: ${provided.missing}`);
  return query(provided.dsn, text);
}

/** Runs SQL on a connection of its own. */
export async function query<Row>(connectionString: string, text: string): Promise<Row[]> {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    const result: unknown = await client.query(text);
    return ((Array.isArray(result) ? result.at(-1) : result) as { rows: Row[] }).rows;
  } finally {
    await client.end();
  }
}
