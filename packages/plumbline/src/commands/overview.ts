import type { Options } from '@mikro-orm/core';
import type { MigrationState } from '../history/index.ts';
import { hasSqlstate, SQLSTATE } from '../problem/index.ts';
import { withProject } from './project.ts';
import type { Orm } from './session.ts';

/** Counting stops here: to look at a large table must not read all of it. */
const COUNTED = 100_000;

/** What a database holds: its tables with their rows, and where it stands among the migrations. */
export interface Overview {
  /** Which database this is, for people. */
  database: string;
  tables: TableOverview[];
  migrations: MigrationState[];
}

/** A table of the project, and how many rows it has. */
export interface TableOverview {
  name: string;
  /** Absent when the database does not have the table, or this role may not see all of its rows. */
  rows?: number;
  /** There are more rows than were counted. */
  more?: true;
  /** The table is there, and this role may not see all of its rows. */
  hidden?: true;
}

async function readTables(orm: Orm): Promise<TableOverview[]> {
  const platform = orm.driver.getPlatform();
  const connection = orm.driver.getConnection();
  const names = tableNames(orm);
  const there = await connection.execute<{ name: string }[]>(
    `select name from rows from (pg_catalog.unnest(?::pg_catalog.text[]), pg_catalog.unnest(?::pg_catalog.text[])) t (name, quoted)
      where pg_catalog.to_regclass(quoted) is not null`,
    [names, names.map(name => platform.quoteIdentifier(name))].map(list => platform.marshallArray(list)),
  );
  const counts = await countsOf(
    orm,
    there.map(({ name }) => name),
  );
  const isThere = new Set(there.map(({ name }) => name));
  return names.map(name => {
    const counted = counts.get(name);
    if (counted === undefined) return isThere.has(name) ? { name, hidden: true } : { name };
    return counted > COUNTED ? { name, rows: COUNTED, more: true } : { name, rows: counted };
  });
}

/** The rows of each table, but of those that this role may not read, or of which policies hide some from it. */
async function countsOf(orm: Orm, names: readonly string[]): Promise<Map<string, number>> {
  if (names.length === 0) return new Map();
  const platform = orm.driver.getPlatform();
  const connection = orm.driver.getConnection();
  const count = names
    .map(
      name =>
        `select ${platform.quoteValue(name)} as name, pg_catalog.count(*)::pg_catalog.int4 as rows
         from (select from ${platform.quoteIdentifier(name)} limit ${COUNTED + 1}) t`,
    )
    .join(' union all ');
  try {
    const rows = await connection.transactional(async context => {
      await connection.execute('set local row_security = off', [], 'run', context);
      return connection.execute<{ name: string; rows: number }[]>(count, [], 'all', context);
    });
    return new Map(rows.map(row => [row.name, row.rows]));
  } catch (error) {
    if (!hasSqlstate(error, SQLSTATE.insufficientPrivilege)) throw error;
    if (names.length === 1) return new Map();
    const all = new Map<string, number>();
    for (const name of names) for (const [one, rows] of await countsOf(orm, [name])) all.set(one, rows);
    return all;
  }
}

/** The tables of the entities, each once, with the schema where the entity names one. */
function tableNames(orm: Orm): string[] {
  const metas = [...orm.getMetadata().getAll().values()].filter(
    meta => meta.tableName && !meta.embeddable && !meta.virtual && !meta.view,
  );
  const names = metas.map(({ schema, tableName }) => (schema && schema !== '*' ? `${schema}.${tableName}` : tableName));
  return [...new Set(names)].sort();
}

/**
 * What is in the database: the tables of the entities with their rows, and the migrations. Writes nothing.
 *
 * @example
 * const { tables } = await overview(options);
 */
export const overview = (options: Partial<Options>): Promise<Overview> =>
  withProject(options, async project => {
    const migrations = await project.historyState();
    return { database: project.database, tables: await readTables(project.orm), migrations };
  });
