import { MikroORM, type Options } from '@mikro-orm/core';
import type { AbstractSqlDriver } from '@mikro-orm/sql';
import type { Pool } from 'pg';
import { EmbeddedPostgres } from '../../src/connection/embedded.ts';
import type { PlumblineOptions } from '../../src/index.ts';
import type { Engine, TestDatabase } from './engines.ts';

/** A project's configuration on a database, with further options. */
export type Configure = (database: TestDatabase, options: Partial<PlumblineOptions>) => Promise<Partial<Options>>;

/** A project on a database of its own, through the toolkit, in this process and kept open. */
export interface Opened {
  orm: MikroORM<AbstractSqlDriver>;
  /** The warnings that PostgreSQL gave since they were last taken. */
  takeWarnings(): string[];
  /** Runs SQL, several statements too, and returns the rows of the last one. */
  sql<Row = Record<string, unknown>>(text: string): Promise<Row[]>;
  /** Empties the database, as if nothing had ever run on it. */
  reset(): Promise<void>;
  close(): Promise<void>;
}

const EMPTY = `
  do $$
  declare
    name text;
  begin
    for name in select nspname from pg_namespace where nspname not like 'pg\\_%' and nspname <> 'information_schema' loop
      execute format('drop schema %I cascade', name);
    end loop;
  end $$;
  create schema public`;

export async function openProject(
  engine: Engine,
  configure: Configure,
  options: Partial<PlumblineOptions> = {},
): Promise<Opened> {
  const database = await engine.create();
  const warnings: string[] = [];
  const orm = (await MikroORM.init(
    await configure(database, {
      onNotice: ({ severity, message }) => void (severity === 'WARNING' && warnings.push(message)),
      ...options,
    }),
  )) as MikroORM<AbstractSqlDriver>;
  const sql = async <Row>(text: string): Promise<Row[]> => {
    const native = (await orm.em.getConnection().getNativeClient()) as Pool | EmbeddedPostgres;
    const results: unknown = native instanceof EmbeddedPostgres ? await native.exec(text) : await native.query(text);
    const last = Array.isArray(results) ? results.at(-1) : results;
    return ((last as { rows?: Row[] }).rows ?? []) as Row[];
  };
  return {
    orm,
    sql,
    takeWarnings: () => warnings.splice(0),
    async reset() {
      await sql(EMPTY);
      warnings.length = 0;
      // the migrator remembers that it made its table
      orm.config.resetServiceCache();
    },
    async close() {
      await orm.close();
      await database.drop();
    },
  };
}
