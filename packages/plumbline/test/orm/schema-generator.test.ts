import { defineEntity, type EntitySchema, p } from '@mikro-orm/core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { withRole } from '../runner/roles.ts';
import { onServer, server, type TestDatabase } from '../support/engines.ts';
import { SmallProject } from '../support/small-project.ts';

const user = (more: object = {}, rest: object = {}): EntitySchema =>
  defineEntity({
    name: 'User',
    tableName: 'users',
    properties: { id: p.integer().primary(), email: p.text(), ...more },
    ...rest,
  } as never) as unknown as EntitySchema;

onServer('the schema generator', () => {
  let database: TestDatabase;
  let project: SmallProject;
  beforeEach(async () => {
    database = await server.create();
    project = await SmallProject.create(database.env);
  });
  afterEach(async () => {
    await project.remove();
    await database.drop();
  });

  const tables = () =>
    database.sql<{ name: string }>(
      `select current_database() || '.' || relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace`,
    );
  const name = () => new URL(database.env.SA01_DB_DSN as string).pathname.slice(1);

  test('drops a database and makes it again, and nothing in the one that it did so from', async () => {
    await database.sql('create table of_before (id integer)');
    await project.with([user()], async ({ schema }) => {
      await schema.drop({ dropDb: true });
      await schema.ensureDatabase();
      await schema.create();
    });
    expect(await tables()).toEqual([{ name: `${name()}.users` }]);
    await project.with([user()], ({ schema }) => schema.refresh({ dropDb: true }));
    expect(await tables()).toEqual([{ name: `${name()}.users` }]);
  });

  test('updates a database in which roles have rights that the shadow knows nothing of', async () => {
    await project.with([user()], ({ schema }) => schema.create());
    const rights = (role: string): string => `
      grant select on users to ${role} with grant option; grant update (email) on users to ${role};
      alter table users enable row level security; create policy theirs on users to ${role} using (true)`;
    await withRole(database, rights, async () => {
      const sql = await project.with([user({ name: p.text().nullable() })], ({ schema }) =>
        schema.getUpdateSchemaSQL({ safe: true }),
      );
      expect(sql.trim()).toBe('alter table users add column name text;');
    });
  });

  test('migrates what it dropped, as migration:fresh --drop-db does', async () => {
    await project.create([user()], { name: 'first' });
    await project.with([user()], async ({ schema, migrator }) => {
      await schema.drop({ dropMigrationsTable: true, dropDb: true });
      await migrator.up();
    });
    expect((await tables()).map(table => table.name)).toContain(`${name()}.users`);
  });

  test('says who is in the way of dropping a database, and stays where it was', async () => {
    await project.with([user()], async ({ orm, schema }) => {
      const other = await import('pg').then(({ Client }) => new Client({ connectionString: database.env.SA01_DB_DSN }));
      await other.connect();
      await expect(schema.drop({ dropDb: true })).rejects.toMatchObject({ code: 'PL220' });
      await other.end();
      expect(orm.config.get('dbName')).toBe(name());
      await schema.create();
    });
    expect(await tables()).toEqual([{ name: `${name()}.users` }]);
  });

  const update = (entity: EntitySchema, options = {}) =>
    project.with([entity], ({ schema }) => schema.getUpdateSchemaSQL(options));

  const MOOD = user({ mood: p.enum(['fine', 'bad']).nativeEnumName('mood').nullable() });

  test.each([
    ['an enum', MOOD, user(), ['alter table users drop column mood', 'drop type mood']],
    ['a column that counts', user({ n: p.integer().autoincrement() }), user(), ['alter table users drop column n']],
    [
      'the enum of a column that stays',
      MOOD,
      user({ mood: p.text().nullable() }),
      ['alter table users alter column mood type text', 'drop type mood'],
    ],
    [
      'a trigger',
      user(
        {},
        { triggers: [{ name: 'touch', timing: 'before', events: ['update'], forEach: 'row', body: 'return new;' }] },
      ),
      user(),
      ['drop trigger touch on users', 'drop function users_touch_fn()'],
    ],
  ])('sees %s that the entities let go of', async (_, before, after, statements) => {
    await project.with([before], ({ schema }) => schema.create());
    expect(
      (await update(after))
        .trim()
        .split(';\n')
        .map(sql => sql.replace(/;$/, '')),
    ).toEqual(statements);
    await project.with([after], ({ schema }) => schema.update());
    expect(await update(after)).toBe('');
  });

  test('knows what only the migrations made, and the entities use', async () => {
    const made = ['create extension citext', "create function nobody() returns text language sql as $$select 'x'$$"];
    await project.write('Migration1', made);
    await database.sql(made.join('; '));
    const named = (nickname: string) =>
      user({ [nickname]: p.text().columnType('citext').defaultRaw('nobody()') } as object);
    await project.with([named('nick')], ({ schema }) => schema.create());
    expect(await update(named('nick'))).toBe('');
    expect(await update(user())).toBe('alter table users drop column nick;\n');
    expect(await update(user({ alias: p.text().columnType('citext').nullable() }), { safe: true })).toBe(
      'alter table users add column alias citext;\n',
    );
  });

  test('drops the default that a function of somebody else gave, and not the function', async () => {
    await database.sql(`create function given() returns text language sql as $$select 'x'$$;
      create table users (id serial primary key, email text not null default given());
      create view mails as select email from users`);
    expect(await update(user())).toBe('alter table users alter column email drop default;\n');
  });

  test('takes nothing away where it is to be safe, and no table where it is told so', async () => {
    await database.sql(`create table users (id serial primary key, email text not null, note text);
      create index on users (note)`);
    const wider = user({ name: p.text().nullable() });
    expect(await update(wider, { safe: true })).toBe('alter table users add column name text;\n');
    expect(await update(wider)).toContain('drop column note');
    await project.with([wider], ({ schema }) => schema.update({ safe: true }));
    expect(await update(wider, { safe: true })).toBe('');
    const { up, down } = await project.with([user()], ({ schema }) => schema.getUpdateSchemaMigrationSQL());
    expect(up).toContain('drop column note');
    expect(down).toContain('add column note text');
  });
});
