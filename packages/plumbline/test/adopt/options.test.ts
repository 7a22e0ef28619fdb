import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DefaultLogger,
  type Logger,
  type LoggerOptions,
  MikroORM,
  type Options,
  PostgreSqlDriver,
} from '@mikro-orm/postgresql';
import { Kysely, PostgresDialect } from 'kysely';
import { Pool, type PoolConfig } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ORM_OPTIONS, SEEDER_OPTIONS } from '../../src/adopt/options.ts';
import { DRIVER_OPTIONS } from '../../src/connection/driver-options.ts';
import type { ServerTarget } from '../../src/connection/index.ts';
import { adopt, status } from '../../src/index.ts';
import type { Migrator } from '../../src/orm/index.ts';

const clientUrl = 'postgresql://app@db.example/shop';
const BASE = { clientUrl, discovery: { warnWhenNoEntities: false } } satisfies Partial<Options>;
const of = (table: object, treatment: string): string[] =>
  Object.entries(table).flatMap(([name, value]) => (value === treatment ? [name] : []));

describe('what is none of the toolkit’s affairs', () => {
  const sign = Symbol('theirs');

  test.each(of(ORM_OPTIONS, 'untouched'))(
    '%s is in the adopted configuration as it was, and as absent as it was',
    name => {
      expect(adopt({ clientUrl, [name]: sign } as never)).toHaveProperty([name], sign);
      expect(adopt({ clientUrl })).not.toHaveProperty([name]);
    },
  );

  test.each(of(SEEDER_OPTIONS, 'untouched'))('seeder.%s is, too', name => {
    const seeder = { [name]: sign };
    expect(adopt({ clientUrl, seeder } as never)).toHaveProperty('seeder', seeder);
  });
});

describe('what the toolkit does by its own code', () => {
  const tested = [
    'driver',
    'dbName',
    'clientUrl',
    'host',
    'port',
    'user',
    'password',
    'onCreateConnection',
    'replicas',
  ];
  const elsewhere = [...tested, 'ensureDatabase', 'extensions', 'namingStrategy'];
  const here = ['onReserveConnection', 'baseDir', 'schema', 'loggerFactory'];
  test('each of it has a test, here or beside', () => {
    expect(of(ORM_OPTIONS, 'honoured').sort()).toEqual([...elsewhere, ...here].sort());
  });

  const open = async <T>(
    own: Partial<Options>,
    look: (orm: MikroORM, migrator: Migrator) => T,
  ): Promise<Awaited<T>> => {
    const orm = await MikroORM.init(adopt({ ...BASE, ...own }) as typeof BASE);
    try {
      return await look(orm, orm.migrator as unknown as Migrator);
    } finally {
      await orm.close(true);
    }
  };

  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'plumbline-options-'));
    await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
    for (const name of ['one', 'two', 'migrations']) {
      await mkdir(join(folder, name));
      const made = (file: string): string => `export class ${file} { up() {} reset() {} getQueries() { return []; } }`;
      for (const file of [`Migration_${name}`, `Other_${name}`])
        await writeFile(join(folder, name, `${file}.js`), made(file));
    }
  });
  afterAll(() => rm(folder, { recursive: true }));

  const found = (own: Partial<Options>): Promise<string[]> =>
    open({ baseDir: folder, preferTs: false, ...own }, async (_, migrator) =>
      (await migrator.recorded()).map(({ name }) => name),
    );
  class Listed {
    up(): void {}
    reset(): void {}
    getQueries(): string[] {
      return [];
    }
  }

  test.each<[string, Partial<Options>, string[]]>([
    ['nothing more than baseDir', {}, ['Migration_migrations', 'Other_migrations']],
    ['migrations.path', { migrations: { path: 'one' } }, ['Migration_one', 'Other_one']],
    ['migrations.pathTs', { preferTs: true, migrations: { pathTs: 'two' } }, ['Migration_two', 'Other_two']],
    ['migrations.glob', { migrations: { glob: 'Other*.js' } }, ['Other_migrations']],
    ['migrations.migrationsList', { migrations: { migrationsList: [{ name: 'A', class: Listed as never }] } }, ['A']],
  ])('%s says which migrations there are', async (_, own, expected) => {
    expect(await found(own)).toEqual(expected);
  });

  test.each<[string, Partial<Options>, object]>([
    ['nothing', {}, { schema: 'public', table: 'mikro_orm_migrations' }],
    ['schema', { schema: 'shop' }, { schema: 'shop', table: 'mikro_orm_migrations' }],
    [
      'migrations.schema',
      { schema: 'shop', migrations: { schema: 'own' } },
      { schema: 'own', table: 'mikro_orm_migrations' },
    ],
    ['migrations.tableName', { migrations: { tableName: 'ours.ran' } }, { schema: 'ours', table: 'ran' }],
  ])('%s says where it is recorded what ran', async (_, own, expected) => {
    expect(await open(own, (_, migrator) => migrator.ledgerTables())).toEqual(expected);
  });

  test('loggerFactory makes the logger, and without it nothing is changed in the application', async () => {
    const made: Logger[] = [];
    const loggerFactory = (options: LoggerOptions): Logger => {
      made.push(DefaultLogger.create(options));
      return made[0] as Logger;
    };
    await open({ loggerFactory }, orm => expect(orm.config.getLogger()).toBe(made[0]));
    await open({}, orm => expect(orm.config.getLogger().constructor.name).toBe('DefaultLogger'));
  });

  test('onReserveConnection is what migrations are made ready with, too', async () => {
    const onReserveConnection = async (): Promise<void> => {};
    await open({ onReserveConnection }, orm => expect(orm.driver).toMatchObject({ hooks: { onReserveConnection } }));
    await open({}, orm => expect(orm.driver).toHaveProperty('hooks', {}));
  });
});

describe('driverOptions', () => {
  const target = async (driverOptions: PoolConfig): Promise<ServerTarget> => {
    const orm = await MikroORM.init(adopt({ ...BASE, driverOptions }));
    return (orm.driver as PostgreSqlDriver & { server: ServerTarget }).server;
  };
  const SESSIONS = [
    'sslnegotiation',
    'enableChannelBinding',
    'stream',
    'keepAlive',
    'keepAliveInitialDelayMillis',
    'connectionTimeoutMillis',
    'fallback_application_name',
    'options',
    'client_encoding',
  ];
  /** What is in the target by a name of its own. */
  const NAMED = ['connectionString', 'host', 'port', 'user', 'password', 'database', 'ssl'];
  const POOL = Object.keys(DRIVER_OPTIONS).filter(name => ![...SESSIONS, ...NAMED].includes(name));

  test.each(SESSIONS)('%s holds for the sessions of commands', async name => {
    expect((await target({ [name]: 'said' })).driver).toEqual({ [name]: 'said' });
    expect((await target({})).driver).toEqual({});
  });

  test.each(POOL)('%s is of the pool alone', async name => {
    expect((await target({ [name]: 'said' })).driver).toEqual({});
  });

  test('where it says the connection, that counts', async () => {
    const said = { host: 'other', port: 1, user: 'u', password: 'p', database: 'd' };
    expect(await target(said)).toMatchObject(said);
    const ssl = { rejectUnauthorized: false };
    expect((await target({ ssl })).tls.ssl).toEqual(ssl);
    expect((await target({})).tls.ssl).toBe(undefined);
    expect(await target({ connectionString: 'postgresql://u:p@text:5/d?sslmode=require' })).toMatchObject({
      host: 'text',
      port: 5,
      database: 'd',
    });
  });

  test.each<[string, () => object]>([
    ['client', () => new Kysely({ dialect: new PostgresDialect({ pool: new Pool() }) })],
    ['dialect', () => new PostgresDialect({ pool: new Pool() })],
  ])('a %s of Kysely is refused in commands, and not in the application', async (_, driverOptions) => {
    const own = adopt({ ...BASE, driverOptions: driverOptions() });
    const orm = await MikroORM.init(own);
    expect(orm.driver).toBeInstanceOf(PostgreSqlDriver);
    await expect(status(own)).rejects.toMatchObject({ code: 'PL352' });
  });
});
