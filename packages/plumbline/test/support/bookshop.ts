import { MikroORM, type Options } from '@mikro-orm/core';
import { type PlumblineOptions, plumbline } from '../../src/index.ts';
import { entities, functions } from '../bookshop/src/entities/index.ts';
import type { Engine, TestDatabase } from './engines.ts';
import { type Opened, openProject } from './opened.ts';
import { BOOKSHOP } from './repository.ts';

/** The bookshop's configuration on a database, as the commands take it. */
export const bookshopOptions = (
  { env }: Pick<TestDatabase, 'env'>,
  options: Partial<PlumblineOptions> = {},
): Promise<Partial<Options>> =>
  plumbline({
    baseDir: BOOKSHOP,
    dsnVariable: 'SA01_DB_DSN',
    embeddedFolder: '.plumbline',
    env,
    entities,
    routines: functions,
    migrations: { path: './src/migrations' },
    logger: () => {},
    ...options,
  });

/** A database of its own, with everything that the bookshop's migrations make. Nobody has it open. */
export async function migratedBookshop(engine: Engine): Promise<TestDatabase> {
  const database = await engine.create();
  const orm = await MikroORM.init(await bookshopOptions(database, { onNotice: () => {} }));
  await orm.migrator.up().finally(() => orm.close());
  return database;
}

export const openBookshop = (engine: Engine, options: Partial<Options> = {}): Promise<Opened> =>
  openProject(engine, bookshopOptions, options);
