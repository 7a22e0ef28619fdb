import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { describe, inject } from 'vitest';
import { EmbeddedPostgres } from '../../src/connection/embedded.ts';
import { FULL } from '../stress/scale.ts';

/** A database of a test's own, empty, on one of the engines that the toolkit runs on. */
export interface TestDatabase {
  /** What the configuration needs in the environment to name this database. */
  env: NodeJS.ProcessEnv;
  /** Runs SQL, several statements too, and returns the rows of the last one. */
  sql<Row = Record<string, unknown>>(text: string): Promise<Row[]>;
  drop(): Promise<void>;
}

export interface Engine {
  name: string;
  create(): Promise<TestDatabase>;
}

/** PostgreSQL in the process. The folder is opened for each query, as commands in other processes need it too. */
export const embedded: Engine = {
  name: 'PGlite',
  async create() {
    const folder = await mkdtemp(join(tmpdir(), 'plumbline-'));
    return {
      env: { SA01_DB_DSN: '', PLUMBLINE_FOLDER: folder },
      async sql<Row>(text: string) {
        const postgres = await EmbeddedPostgres.open({ folder, onNotice: () => {} });
        try {
          return ((await postgres.exec(text)).at(-1)?.rows ?? []) as Row[];
        } finally {
          await postgres.close();
        }
      },
      drop: () => rm(folder, { recursive: true, force: true }),
    };
  },
};

/** PostgreSQL 17 with pgvector in a container; where a project of tests has a server of its own, that one. */
export const server: Engine = {
  get name() {
    return `PostgreSQL ${inject('server').native ?? 17}`;
  },
  async create() {
    const provided = inject('server');
    if ('missing' in provided) throw new Error(`no PostgreSQL server: ${provided.missing}`);
    const name = `test_${randomUUID().replaceAll('-', '')}`;
    await once(provided.dsn, `create database ${name}`);
    const dsn = provided.dsn.replace(/\/postgres$/, `/${name}`);
    return {
      env: { SA01_DB_DSN: dsn },
      sql: <Row>(text: string) => once<Row>(dsn, text),
      drop: async () => void (await once(provided.dsn, `drop database ${name} with (force)`)),
    };
  },
};

async function once<Row>(connectionString: string, text: string): Promise<Row[]> {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    const result: unknown = await client.query(text);
    const last = Array.isArray(result) ? result.at(-1) : result;
    return (last as { rows: Row[] }).rows;
  } finally {
    await client.end();
  }
}

/** The same suite on every engine that is there; one that is not there says so in its name and does not pass. */
export function onEveryEngine(title: string, suite: (engine: Engine) => void): void {
  if (inject('server').native === undefined) describe(`${title} on ${embedded.name}`, () => suite(embedded));
  onServer(title, () => suite(server));
}

/**
 * A suite whose subject is the same on every engine: on the server, and on PGlite where no server is there or all is tried.
 * A server that is not there says so, as ever.
 */
export function onOneEngine(title: string, suite: (engine: Engine) => void): void {
  if (FULL || !('dsn' in inject('server'))) onEveryEngine(title, suite);
  else onServer(title, () => suite(server));
}

/** A suite that only a server can show. */
export function onServer(title: string, suite: () => void): void {
  const provided = inject('server');
  if ('dsn' in provided) describe(`${title} on ${server.name}`, suite);
  else describe.skip(`NOT RUN (${provided.missing}): ${title} on ${server.name}`, suite);
}
