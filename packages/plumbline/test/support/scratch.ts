import { randomUUID } from 'node:crypto';
import { Client, type CustomTypesConfig, types } from 'pg';
import { inject } from 'vitest';
import { sha256 } from '../../src/sha256.ts';
import { embeddedScratch, type ScratchDatabase } from '../../src/shadow/index.ts';
import { setPath } from '../../src/sql/own-path.ts';
import { literal } from '../../src/sql/quote.ts';

/** Questions about catalogs are long, the same hundreds of times, and take longer to plan than to answer. */
const isCatalogs = (sql: string): boolean => sql.length > 400 && sql.trimStart().startsWith('select');

/** PostgreSQL reads so many characters of a name. */
const NAME = 63;

/** Large integers as numbers, as PGlite gives them. */
const NUMBERS: CustomTypesConfig = {
  getTypeParser: (oid: number, format: unknown) =>
    oid === types.builtins.INT8 ? Number : types.getTypeParser(oid, format as never),
} as never;

/** The PostgreSQL that a project of tests is about: a server of its own, or the one in the process. */
export function projectEngine(): string {
  const { native } = inject('server');
  return native === undefined ? 'PGlite' : `PostgreSQL ${native}`;
}

/** The major version of the project's PostgreSQL. */
export const projectVersion = (): number => inject('server').native ?? 18;

/** A query under a path of its own, whether in a transaction or not. */
async function under<T>(client: Client, path: string, ask: () => Promise<T>): Promise<T> {
  const { rows } = await client.query(`select pg_catalog.current_setting('search_path') as path`);
  await client.query(setPath(path));
  try {
    return await ask();
  } finally {
    // a transaction that failed puts it back by itself
    const before = literal((rows[0] as { path: string }).path);
    await client.query(`select pg_catalog.set_config('search_path', ${before}, false)`).catch(() => {});
  }
}

/**
 * An empty database of the project's PostgreSQL.
 *
 * @throws Error where the project's server does not start
 */
export async function openScratch(): Promise<ScratchDatabase> {
  const server = inject('server');
  if (server.native === undefined) return embeddedScratch();
  if ('missing' in server) throw new Error(`NOT RUN, no ${projectEngine()}: ${server.missing}`);
  const name = `scratch_${randomUUID().replaceAll('-', '')}`;
  const admin = new Client({ connectionString: server.dsn });
  const client = new Client({ connectionString: server.dsn.replace(/postgres$/, name), types: NUMBERS });
  await admin.connect();
  await admin.query(`create database ${name}`);
  await client.connect();
  return {
    async query<Row>(sql: string, path?: string) {
      const ask = async (): Promise<Row[]> =>
        (await client.query(isCatalogs(sql) ? { text: sql, name: sha256(sql).slice(0, NAME) } : sql)).rows as Row[];
      return path === undefined ? ask() : under(client, path, ask);
    },
    run: async script => void (await client.query(script)),
    makeRole: async role => void (await client.query(`create role ${client.escapeIdentifier(role)}`)),
    dropRoles: async () => {},
    async close() {
      await client.end();
      await admin.query(`drop database ${name} with (force)`);
      await admin.end();
    },
  };
}
