import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Migration } from '@mikro-orm/migrations';
import { defineConfig, defineEntity, MikroORM, type Options, p, type SqlEntityManager } from '@mikro-orm/postgresql';
import { Seeder, SeedManager } from '@mikro-orm/seeder';
import { Client, escapeIdentifier, type Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { type AdoptSettings, adopt, status } from '../../src/index.ts';
import { forCommand } from '../../src/settings.ts';
import { onServer } from '../support/engines.ts';

const NOTHING: Partial<Options> = { discovery: { warnWhenNoEntities: false } };
const WHO = 'select current_user as me, current_database() as here';

/** What the server says of the connection that an application, or a command, makes with a configuration. */
async function who(own: Partial<Options>, settings: AdoptSettings = {}, asCommand = false): Promise<object> {
  const adopted = adopt(own, settings);
  const orm = await MikroORM.init(asCommand ? forCommand(adopted) : adopted);
  try {
    return (await orm.em.getConnection().execute(WHO))[0] as object;
  } finally {
    await orm.close(true);
  }
}

onServer('a project with its own way to the database', () => {
  const id = `adopt_${process.pid}`;
  const [owner, weak] = [`${id}_owner`, `${id}_weak`];
  let admin: Client;
  let at: { host: string; port: number };
  let folder: string;

  beforeAll(async () => {
    const { dsn } = inject('server') as { dsn: string };
    admin = new Client({ connectionString: dsn });
    await admin.connect();
    at = { host: admin.host, port: admin.port };
    for (const role of [owner, weak]) await admin.query(`create role ${role} login password '${role}'`);
    await admin.query(`create database ${id} owner ${owner}`);
    const own = new Client({ ...at, user: owner, password: owner, database: id });
    await own.connect();
    await own.query(`alter default privileges grant select, insert on tables to ${weak}`);
    await own.end();
    folder = await mkdtemp(join(tmpdir(), 'plumbline-adopt-'));
  });
  afterAll(async () => {
    for (const name of [id, `${id}_new`])
      await admin.query(`drop database if exists ${escapeIdentifier(name)} with (force)`);
    for (const role of [owner, weak]) await admin.query(`drop role ${role}`);
    await admin.end();
    await rm(folder, { recursive: true });
  });

  const url = (role: string, database = id): string => `postgresql://${role}:${role}@${at.host}:${at.port}/${database}`;

  test.each<[string, () => Partial<Options>]>([
    ['clientUrl', () => ({ clientUrl: url(weak) })],
    ['host, port, user, password and dbName', () => ({ ...at, user: weak, password: weak, dbName: id })],
    ['a password that is asked for', () => ({ ...at, user: weak, password: async () => weak, dbName: id })],
    ['a dbName beside the clientUrl', () => ({ clientUrl: url(weak, 'postgres'), dbName: id })],
    ['driverOptions.connectionString', () => ({ dbName: id, driverOptions: { connectionString: url(weak) } })],
    [
      'driverOptions as a function',
      () => ({ ...at, dbName: id, driverOptions: () => ({ user: weak, password: weak }) }),
    ],
  ])('connects with %s as MikroORM does, in the application and in a command', async (_, own) => {
    const expected = { me: weak, here: id };
    expect(await who({ ...NOTHING, ...own() })).toEqual(expected);
    expect(await who({ ...NOTHING, ...own() }, {}, true)).toEqual(expected);
    expect((await status(adopt({ ...NOTHING, ...own(), migrations: { path: folder } }))).database).toContain(id);
  });

  test('replicas, pool and what is done with it are theirs', async () => {
    const pools: Pool[] = [];
    const orm = await MikroORM.init(
      adopt({
        ...NOTHING,
        clientUrl: url(weak),
        pool: { max: 3 },
        replicas: [{ name: 'read', user: owner, password: owner, ...at, dbName: id }],
        driverOptions: { application_name: 'theirs', onPoolCreated: (pool: Pool) => pools.push(pool) },
      }),
    );
    try {
      expect(await orm.em.getConnection('read').execute(WHO)).toEqual([{ me: owner, here: id }]);
      expect(await orm.em.getConnection().execute('show application_name')).toEqual([{ application_name: 'theirs' }]);
      expect(pools.map(({ options }) => options.max)).toEqual([3, 3]);
    } finally {
      await orm.close(true);
    }
  });

  describe('migrations with a connection of their own', () => {
    const direct = (): AdoptSettings => ({ migrations: { dsn: url(owner) } });
    const Note = defineEntity({ name: 'Note', tableName: 'notes', properties: { id: p.integer().primary() } });

    test('commands take it, and the application does not', async () => {
      const own = { ...NOTHING, clientUrl: url(weak) };
      expect(await who(own, direct())).toEqual({ me: weak, here: id });
      expect(await who(own, direct(), true)).toEqual({ me: owner, here: id });
      expect(await who(own, { env: { PLUMBLINE_MIGRATIONS_DSN: url(owner) } }, true)).toMatchObject({ me: owner });
    });

    test('a mistake in it stops no application', async () => {
      const own = { ...NOTHING, clientUrl: url(weak) };
      const wrong = { migrations: { dsn: 'mysql://nowhere' } };
      expect(await who(own, wrong)).toEqual({ me: weak, here: id });
      await expect(who(own, wrong, true)).rejects.toMatchObject({ code: 'PL101' });
    });

    class Migration1 extends Migration {
      up(): void {
        this.addSql('create table notes (id integer primary key)');
      }
    }

    test('a migration runs as the owner, a seeder as the application, and each connection is made ready as theirs', async () => {
      const seen: string[] = [];
      class Asking extends Seeder {
        async run(em: SqlEntityManager): Promise<void> {
          const rows = await em.execute<{ me: string }[]>(WHO);
          seen.push(...rows.map(({ me }) => me));
        }
      }
      let made = 0;
      const own = defineConfig({
        entities: [Note],
        clientUrl: url(weak),
        extensions: [SeedManager],
        onCreateConnection: async () => void made++,
        migrations: {
          migrationsList: [{ name: 'Migration1', class: Migration1 }],
        },
      });
      const orm = await MikroORM.init(forCommand(adopt(own, direct())));
      try {
        await orm.migrator.up();
        // its own session, beside that of the pool
        expect(made).toBeGreaterThan(1);
        await orm.seeder.seed(Asking);
        expect(seen).toEqual([weak]);
        const [{ tableowner }] = (await orm.em
          .getConnection()
          .execute(`select tableowner from pg_tables where tablename = 'notes'`)) as [{ tableowner: string }];
        expect(tableowner).toBe(owner);
      } finally {
        await orm.close(true);
      }
    });
  });

  test('a database that is missing is made where ensureDatabase says so, as MikroORM does, and named otherwise', async () => {
    const own = { ...NOTHING, clientUrl: url('postgres', `${id}_new`), ...at };
    const { password } = admin;
    const missing = { ...own, password: password ?? '', ensureDatabase: false };
    const said: string[] = [];
    const settings = { say: (line: string) => void said.push(line) };
    const ensured = { ...missing, ensureDatabase: true };
    // whoever looks makes nothing
    await expect(status(adopt(ensured, settings))).rejects.toMatchObject({ code: 'PL120' });
    const up = async (own: Partial<Options>): Promise<void> => {
      const orm = await MikroORM.init(forCommand(adopt({ ...own, migrations: { path: folder } }, settings)));
      await orm.migrator.up().finally(() => orm.close(true));
    };
    await expect(up(missing)).rejects.toMatchObject({ code: 'PL120' });
    await up(ensured);
    await admin.query(`drop database ${id}_new with (force)`);
    await expect(who(missing)).rejects.toThrow('does not exist');
    expect(await who(ensured, settings)).toMatchObject({ here: `${id}_new` });
    expect(said).toEqual([
      `the database does not exist: ${id}_new on ${at.host}:${at.port}, making it as ensureDatabase says`,
      `the database ${id}_new does not exist, making it as ensureDatabase says`,
    ]);
  });
});

describe('the embedded database', () => {
  const configured: [string, Partial<Options>, NodeJS.ProcessEnv][] = [
    ['clientUrl', { clientUrl: 'postgresql://h/d' }, {}],
    ['dbName', { dbName: 'd' }, {}],
    ['host', { host: 'h' }, {}],
    ['driverOptions with a connection', { driverOptions: { connectionString: 'postgresql://h/d' } }, {}],
    ['driverOptions as a function', { driverOptions: () => ({}) }, {}],
    ['MIKRO_ORM_CLIENT_URL', {}, { MIKRO_ORM_CLIENT_URL: 'postgresql://h/d' }],
    ['MIKRO_ORM_DB_NAME', {}, { MIKRO_ORM_DB_NAME: 'd' }],
  ];
  test.each(configured)('is not used where there is %s', (_, own, env) => {
    expect(adopt({ ...NOTHING, ...own }, { env }).dbName).toBe(own.dbName);
  });

  test('is used where nothing says where the database is, and says so in one line', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'plumbline-adopt-'));
    const said: string[] = [];
    const settings = { env: {}, say: (line: string) => void said.push(line), embeddedFolder: 'data' };
    const own = { ...NOTHING, baseDir: folder, driverOptions: { application_name: 'a' } };
    expect(await who(own, settings)).toEqual({ me: 'postgres', here: 'postgres' });
    expect(await who(own, settings)).toMatchObject({ here: 'postgres' });
    expect(said).toEqual(['warning: no connection is configured, using the embedded database in data']);
    await rm(folder, { recursive: true });
  });

  test('is refused in production, when it would be used and not before', async () => {
    const adopted = adopt(NOTHING, { env: { NODE_ENV: 'production' } });
    await expect(MikroORM.init(adopted)).rejects.toMatchObject({ code: 'PL100' });
  });
});
