import type { Configuration, IDatabaseDriver, Options } from '@mikro-orm/core';
import { PostgreSqlDriver } from '@mikro-orm/postgresql';
import type { PostgreSqlDriverClass } from '../connection/index.ts';
import { Problem } from '../problem/index.ts';

type Driver = new (config: Configuration) => IDatabaseDriver;

/**
 * The project's class of drivers; MikroORM's own where it names none, as when the class `MikroORM` of
 * @mikro-orm/postgresql brings it.
 *
 * @throws Problem PL352 for one that is not for PostgreSQL
 */
export function postgreSqlDriverOf({ driver }: Pick<Partial<Options>, 'driver'>): PostgreSqlDriverClass {
  if (driver === undefined) return PostgreSqlDriver;
  if (isPostgreSql(driver)) return driver;
  const isCopy = classesOf(driver).some(({ name }) => name === PostgreSqlDriver.name);
  throw new Problem('PL352', {
    what: `driver is ${driver.name || 'a class without a name'}, which is not the PostgreSqlDriver of @mikro-orm/postgresql`,
    subject: 'the configuration',
    why: isCopy
      ? 'it comes from a second copy of MikroORM, and what two copies make does not fit together'
      : 'Plumbline compares, proves and runs what PostgreSQL itself says, on servers that the pg driver reaches',
    fix: isCopy
      ? 'install one MikroORM: npm ls @mikro-orm/postgresql shows where the two are'
      : 'adopt configurations of PostgreSQL alone, made with defineConfig of @mikro-orm/postgresql',
  });
}

const isPostgreSql = (driver: Driver): driver is PostgreSqlDriverClass => classesOf(driver).includes(PostgreSqlDriver);

/** A class with those that it is made of. */
function classesOf(one: unknown): { name: string }[] {
  return typeof one === 'function' && one.name !== '' ? [one, ...classesOf(Object.getPrototypeOf(one))] : [];
}
