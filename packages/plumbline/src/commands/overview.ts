import type { Options } from '@mikro-orm/core';
import type { MigrationState } from '../history/index.ts';
import { withProject } from './project.ts';
import type { Orm } from './session.ts';

/** Counting stops here: to look at a large table must not read all of it. */
const COUNTED = 100_000;

export interface Overview {
  /** Which database this is, for people. */
  database: string;
  tables: TableOverview[];
  migrations: MigrationState[];
}

export interface TableOverview {
  name: string;
  /** Absent when the database does not have the table. */
  rows?: number;
  /** There are more rows than were counted. */
  more?: true;
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
  const counts = await connection.execute<{ name: string; rows: number }[]>(
    there
      .map(
        ({ name }) =>
          `select ${platform.quoteValue(name)} as name, pg_catalog.count(*)::int as rows
           from (select from ${platform.quoteIdentifier(name)} limit ${COUNTED + 1}) t`,
      )
      .join(' union all ') || 'select where false',
  );
  const rows = new Map(counts.map(row => [row.name, row.rows]));
  return names.map(name => {
    const counted = rows.get(name);
    if (counted === undefined) return { name };
    return counted > COUNTED ? { name, rows: COUNTED, more: true } : { name, rows: counted };
  });
}

/** The tables of the entities, each once, with the schema where the entity names one. */
function tableNames(orm: Orm): string[] {
  const metas = [...orm.getMetadata().getAll().values()].filter(
    meta => meta.tableName && !meta.embeddable && !meta.virtual && !meta.view,
  );
  const names = metas.map(({ schema, tableName }) => (schema && schema !== '*' ? `${schema}.${tableName}` : tableName));
  return [...new Set(names)].sort();
}

/** What is in the database: the tables of the entities with their rows, and the migrations. Writes nothing. */
export const overview = (options: Partial<Options>): Promise<Overview> =>
  withProject(options, async project => {
    const migrations = await project.historyState();
    return { database: project.database, tables: await readTables(project.orm), migrations };
  });
