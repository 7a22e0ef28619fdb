import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { start } from '../support/command.ts';
import { onServer } from '../support/engines.ts';
import { REPOSITORY } from '../support/repository.ts';
import { listed } from './chain.ts';
import { inDatabase } from './databases.ts';
import { RunProject, said } from './run-project.ts';

const MIGRATIONS = Object.fromEntries(
  ['Migration1', 'Migration2', 'Migration3'].map(name => [
    name,
    { up: [`create table ${name} (id integer)`], down: [`drop table ${name}`] },
  ]),
);

/** MikroORM as it comes, on the same migrations. */
const STOCK = (folder: string): string => `import { defineConfig } from '@mikro-orm/postgresql';
import { Migrator } from '@mikro-orm/migrations';

export default defineConfig({
  clientUrl: process.env.SA01_DB_DSN,
  entities: [],
  discovery: { warnWhenNoEntities: false },
  extensions: [Migrator],
  migrations: { path: '${folder}/migrations', snapshot: false },
});
`;

onServer('A database of the stock migrator', () => {
  let project: RunProject;
  let folder: string;
  const stock = (args: string[], env: NodeJS.ProcessEnv) =>
    start('mikro-orm', args, { ...env, MIKRO_ORM_CLI_ALWAYS_ALLOW_TS: '1' }, folder).ended;

  beforeAll(async () => {
    project = await RunProject.create(MIGRATIONS);
    folder = await mkdtemp(join(tmpdir(), 'plumbline-stock-'));
    await symlink(join(REPOSITORY, 'node_modules'), join(folder, 'node_modules'));
    await writeFile(join(folder, 'mikro-orm.config.js'), STOCK(project.folder));
    await writeFile(
      join(folder, 'package.json'),
      JSON.stringify({
        type: 'module',
        'mikro-orm': { preferTs: false, configPaths: ['./mikro-orm.config.js'] },
        dependencies: { '@mikro-orm/cli': '*' },
      }),
    );
  });
  afterAll(async () => {
    await project.remove();
    await rm(folder, { recursive: true });
  });

  test('is taken over without a step by hand, and the stock tool reads and goes on with what was run since', async () => {
    await inDatabase(async ({ env, sql }) => {
      expect(said(await stock(['migration:up', '--to=Migration1'], env))).toMatch(/^0:/);
      expect(said(await project.mikroOrm(['migration:up', '--to=Migration2'], env))).toMatch(/^0:/);
      expect(
        await sql(
          `select name, state, tool, checksum is not null as checked, duration_ms is not null as timed, ran_by like '% on %' as told
           from mikro_orm_migrations_ledger order by name`,
        ),
      ).toEqual([
        { name: 'Migration1', state: 'applied', tool: 'mikro-orm', checked: true, timed: false, told: false },
        {
          name: 'Migration2',
          state: 'applied',
          tool: expect.stringMatching(/^plumbline \d/),
          checked: true,
          timed: true,
          told: true,
        },
      ]);

      const list = await stock(['migration:list'], env);
      expect(list.stdout).toMatch(/Migration1.*Migration2/s);
      expect((await stock(['migration:pending'], env)).stdout).toContain('Migration3');
      expect(said(await stock(['migration:up'], env))).toMatch(/^0:/);
      expect(said(await stock(['migration:down'], env))).toMatch(/^0:/);
      expect(said(await stock(['migration:up'], env))).toMatch(/^0:/);

      expect(said(await project.mikroOrm(['migration:up'], env))).toMatch(/^0:.*nothing to do/s);
      expect(await listed(sql)).toEqual([
        'Migration1 true applied',
        'Migration2 true applied',
        'Migration3 true applied',
      ]);
      expect(said(await project.mikroOrm(['migration:down', '--to=base'], env))).toMatch(/^0:/);
      expect(await listed(sql)).toEqual([]);
    });
  }, 120_000);

  test('in which runs side by side listed a migration twice, or under its file name, has each once from then on', async () => {
    await inDatabase(async ({ env, sql }) => {
      expect(said(await stock(['migration:up', '--to=Migration2'], env))).toMatch(/^0:/);
      await sql(`insert into mikro_orm_migrations (name) values ('Migration2'), ('Migration2');
        update mikro_orm_migrations set name = 'Migration1.ts' where name = 'Migration1'`);
      expect(said(await project.mikroOrm(['migration:up'], env))).toMatch(/^0:/);
      expect((await sql('select name from mikro_orm_migrations order by id')).map(({ name }) => name)).toEqual([
        'Migration1.ts',
        'Migration2',
        'Migration3',
      ]);
      await expect(sql(`insert into mikro_orm_migrations (name) values ('Migration2')`)).rejects.toThrow(
        'mikro_orm_migrations_name_key',
      );
    });
  }, 120_000);
});
