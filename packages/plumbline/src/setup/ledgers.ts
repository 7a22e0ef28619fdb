import type { Configuration } from '@mikro-orm/core';
import type { AbstractSqlDriver } from '@mikro-orm/sql';
import { isThere } from '../connection/index.ts';
import { toProblem } from '../problem/index.ts';
import { setPath } from '../sql/index.ts';
import type { Probed } from './probed.ts';

/** Tables in which other tools record what they ran. */
const LEDGERS: Readonly<Record<string, string>> = {
  knex_migrations: 'Knex',
  __drizzle_migrations: 'drizzle-kit',
  _prisma_migrations: 'Prisma',
  migrations: 'TypeORM',
  typeorm_migrations: 'TypeORM',
  SequelizeMeta: 'Sequelize or umzug',
  alembic_version: 'Alembic',
  flyway_schema_history: 'Flyway',
  databasechangelog: 'Liquibase',
  pgmigrations: 'node-pg-migrate',
};

/** Drivers of the toolkit know which database they are for; of MikroORM's, the configuration says it. */
type Driver = AbstractSqlDriver & { describe?: string; embeddedFolder?: string };

/** Looks for tables of other tools in the configured database. Writes nothing. */
export async function findLedgers(configuration: Configuration): Promise<Pick<Probed, 'database' | 'unreached'>> {
  const driver = configuration.getDriver() as Driver;
  const { describe: name = String(configuration.get('dbName')), embeddedFolder } = driver;
  if (embeddedFolder !== undefined && !(await isThere(embeddedFolder))) return { unreached: `${name} is not made yet` };
  try {
    await driver.connect();
    const connection = driver.getConnection();
    // an ORM does that, for which entities would be discovered
    connection.setPlatform(driver.getPlatform());
    await connection.execute(setPath());
    const rows = await connection.execute<{ schema: string; table: string }[]>(TABLES);
    const own = configuration.get('migrations').tableName;
    const ledgers = rows.flatMap(({ schema, table }) => {
      const tool = LEDGERS[table];
      if (tool === undefined || table === own) return [];
      return [{ table: schema === 'public' ? table : `${schema}.${table}`, tool }];
    });
    return { database: { name, ledgers } };
  } catch (error) {
    const { message, why } = toProblem(error);
    return { unreached: [message, why].filter(Boolean).join(': ') };
  } finally {
    await driver.close(true);
  }
}

/** TypeORM's table has a name that anybody might give one: its columns tell. */
const TABLES = `
  select n.nspname as schema, c.relname as "table"
  from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p')
    and c.relname in (${Object.keys(LEDGERS)
      .map(name => `'${name}'`)
      .join(', ')})
    and (c.relname <> 'migrations' or (
      select count(*) from pg_catalog.pg_attribute a
      where a.attrelid = c.oid and a.attname in ('id', 'timestamp', 'name')) = 3)
  order by 1, 2`;
