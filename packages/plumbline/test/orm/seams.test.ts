import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Migrator } from '@mikro-orm/migrations';
import { MikroORM } from '@mikro-orm/postgresql';
import { expect, test } from 'vitest';
import { emitEvent } from '../../src/orm/seams.ts';
import { REPOSITORY } from '../support/repository.ts';

test('what MikroORM keeps private is where orm/seams.ts takes it from', async () => {
  const orm = await MikroORM.init({ dbName: 'never reached', entities: [], discovery: { warnWhenNoEntities: false } });
  const migrator = new Migrator(orm.em);
  const told: unknown[] = [];
  migrator.on('migrating', about => void told.push(about));
  await emitEvent(migrator, 'migrating', { name: 'Migration1' });
  expect(told).toEqual([{ name: 'Migration1' }]);
  await orm.close();
});

test('every package of MikroORM has one exact version', async () => {
  const { dependencies } = JSON.parse(await readFile(join(REPOSITORY, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  const versions = Object.entries(dependencies).filter(([name]) => name.startsWith('@mikro-orm/'));
  expect(new Set(versions.map(([, version]) => version))).toEqual(new Set(['7.2.1']));
});
