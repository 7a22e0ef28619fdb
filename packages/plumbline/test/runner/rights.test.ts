import { expect, test } from 'vitest';
import { onServer } from '../support/engines.ts';
import { inDatabase } from './databases.ts';
import { withRole } from './roles.ts';
import { RunProject, said } from './run-project.ts';

/** Every command that reads what a database ran. */
const READING = [
  ['plumb', 'status'],
  ['plumb', 'current'],
  ['plumb', 'history'],
  ['plumb', 'drift'],
  ['plumb', 'plan'],
  ['mikroOrm', 'migration:pending'],
  ['mikroOrm', 'migration:list'],
] as const;

const MIGRATIONS = {
  Migration1: { parent: null, up: ['create table item (id integer)'], down: ['drop table item'] },
  Migration2: { parent: 'Migration1', up: ['create table other (id integer)'], down: ['drop table other'] },
};

onServer('A role that does not see what was run', () => {
  test('lacks a right to read: each command says which, and a run too', async () => {
    const project = await RunProject.create(MIGRATIONS);
    await inDatabase(async database => {
      await project.succeeds(['migration:up', '--to=Migration1'], database.env);
      await withRole(
        database,
        role => `grant usage, create on schema public to ${role}`,
        async env => {
          for (const [by, command] of [...READING, ['mikroOrm', 'migration:up'] as const]) {
            const ended = await project[by]([command], env);
            expect(said(ended), command).toMatch(
              /^14:.*error PL140: .*permission denied for table mikro_orm_migrations/s,
            );
            expect(ended.stderr, command).not.toMatch(/^ +at /m);
          }
        },
      );
    });
    await project.remove();
  }, 300_000);

  test('has rows of it hidden by row level security: nothing is taken for all of it', async () => {
    const project = await RunProject.create(MIGRATIONS);
    await inDatabase(async database => {
      await project.succeeds(['migration:up', '--to=Migration1'], database.env);
      const hidden = (table: string) => (role: string) =>
        `grant usage, create on schema public to ${role};
         alter table mikro_orm_migrations owner to ${role}; alter table mikro_orm_migrations_ledger owner to ${role};
         alter table ${table} enable row level security; alter table ${table} force row level security`;
      for (const table of ['mikro_orm_migrations', 'mikro_orm_migrations_ledger'])
        await withRole(database, hidden(table), async env => {
          const reading = table.endsWith('_ledger') ? READING.slice(0, 5) : READING;
          for (const [by, command] of [...reading, ['mikroOrm', 'migration:up'] as const])
            expect(said(await project[by]([command], env)), `${command} ${table}`).toMatch(
              /^14:.*error PL140: .*row-level security policy for table "mikro_orm_migrations/s,
            );
          await database.sql(
            `alter table ${table} disable row level security; alter table ${table} no force row level security;
             alter table mikro_orm_migrations owner to postgres; alter table mikro_orm_migrations_ledger owner to postgres`,
          );
        });
      expect(await database.sql('select name from mikro_orm_migrations')).toEqual([{ name: 'Migration1' }]);
    });
    await project.remove();
  }, 300_000);
});
