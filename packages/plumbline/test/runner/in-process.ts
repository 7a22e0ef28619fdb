import { MikroORM } from '@mikro-orm/core';
import { Migration } from '@mikro-orm/migrations';
import { plumbline } from '../../src/index.ts';
import { Migrator } from '../../src/orm/migrator.ts';
import { REPOSITORY } from '../support/repository.ts';

/** A migration of statements, as a class that a configuration lists. */
export function listed(name: string, up: readonly string[], apart = false): typeof Migration {
  return class extends Migration {
    override name = name;

    override isTransactional(): boolean {
      return !apart;
    }

    override up(): void {
      for (const sql of up) this.addSql(sql);
    }

    override down(): void {}
  } as unknown as typeof Migration;
}

/** Uses the migrator of a project that lists classes, in this process. */
export async function withMigrator<T>(
  env: NodeJS.ProcessEnv,
  classes: readonly (typeof Migration)[],
  use: (migrator: Migrator, orm: MikroORM) => Promise<T>,
): Promise<T> {
  const orm = await MikroORM.init(
    (await plumbline({
      baseDir: REPOSITORY,
      dsnVariable: 'SA01_DB_DSN',
      embeddedFolder: '.plumbline',
      env,
      entities: [],
      discovery: { warnWhenNoEntities: false },
      migrations: { migrationsList: classes as never },
    })) as never,
  );
  try {
    return await use(new Migrator(orm.em as never), orm);
  } finally {
    await orm.close(true);
  }
}
