import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MikroORM } from '@mikro-orm/core';
import { PostgreSqlDriver } from '@mikro-orm/postgresql';
import { REPOSITORY } from '../support/repository.ts';

/** A folder where migrations find their imports, and a configuration to read them with; there is no database. */
export interface MigrationFolder {
  path: string;
  orm: MikroORM<PostgreSqlDriver>;
  close(): Promise<void>;
}

export async function migrationFolder(): Promise<MigrationFolder> {
  const path = await mkdtemp(join(tmpdir(), 'plumbline-history-'));
  await symlink(join(REPOSITORY, 'node_modules'), join(path, 'node_modules'));
  await writeFile(join(path, 'package.json'), '{ "type": "module" }');
  const orm = await MikroORM.init({
    driver: PostgreSqlDriver,
    dbName: 'nowhere',
    entities: [],
    discovery: { warnWhenNoEntities: false },
  });
  return {
    path,
    orm,
    async close() {
      await orm.close();
      await rm(path, { recursive: true });
    },
  };
}
