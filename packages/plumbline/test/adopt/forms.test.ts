import { Migrator as StockMigrator } from '@mikro-orm/migrations';
import {
  defineConfig,
  EntityCaseNamingStrategy,
  MikroORM,
  type Options,
  PostgreSqlDriver,
} from '@mikro-orm/postgresql';
import { SeedManager as StockSeedManager } from '@mikro-orm/seeder';
import { describe, expect, test } from 'vitest';
import { adopt } from '../../src/index.ts';
import { Migrator, migratorOf } from '../../src/orm/index.ts';

const [clientUrl, discovery] = ['postgresql://app@db.example/shop', { warnWhenNoEntities: false }];
const own = defineConfig({ clientUrl, discovery });
const isAdopted = (options: Partial<Options>): boolean => 'plumbline' in options && options.driver !== own.driver;

describe('a configuration comes back in the form in which it was given', () => {
  test('an object at once', () => {
    expect(isAdopted(adopt(own))).toBe(true);
  });

  test('a promise', async () => {
    expect(isAdopted(await adopt(Promise.resolve(own)))).toBe(true);
  });

  test('a function of the context, which may wait', async () => {
    const here = adopt((contextName?: string) => ({ ...own, contextName: `${contextName}` }));
    expect(isAdopted(here('one'))).toBe(true);
    expect(here('one').contextName).toBe('one');
    expect(isAdopted(await adopt(async () => own)())).toBe(true);
  });

  test('a list of objects and functions, each of which may decline', async () => {
    const [first, second] = adopt([{ ...own, contextName: 'first' }, (name?: string) => (name === 'b' ? own : {})]);
    expect(isAdopted(first as Partial<Options>)).toBe(true);
    expect(typeof second).toBe('function');
    const declining = adopt([(name?: string) => (name === 'b' ? own : undefined)] as never) as ((
      name: string,
    ) => Partial<Options> | undefined)[];
    expect(declining[0]?.('a')).toBe(undefined);
    expect(isAdopted(declining[0]?.('b') as Partial<Options>)).toBe(true);
  });

  test('what a compiler to CommonJS exports', () => {
    expect(isAdopted(adopt({ __esModule: true, default: own } as never))).toBe(true);
  });

  test('one that is adopted already stays as it is', () => {
    const adopted = adopt(own);
    expect(adopt(adopted)).toBe(adopted);
  });
});

describe('extensions', () => {
  const Theirs = { register: (): void => {} };

  test.each<[string, NonNullable<Options['extensions']>, (string | object)[]]>([
    ['none', [], ['SchemaGenerator', 'Migrator', 'SeedManager']],
    ['the stock one', [StockMigrator], ['Migrator', 'SchemaGenerator', 'SeedManager']],
    [
      'one of their own between stock ones',
      [StockSeedManager, Theirs, StockMigrator],
      ['SeedManager', Theirs, 'Migrator', 'SchemaGenerator'],
    ],
  ])('%s: ours stand where the stock ones stood, and theirs stay', (_, extensions, expected) => {
    const placed = adopt({ ...own, extensions }).extensions ?? [];
    expect(placed.map(one => (one === Theirs ? one : (one as { name?: string }).name))).toEqual(expected);
    expect(placed).not.toContain(StockMigrator);
  });

  test('the migrator of the project is ours', async () => {
    const orm = await MikroORM.init(adopt({ ...own, extensions: [StockMigrator] }));
    expect(migratorOf(orm.config)).toBeInstanceOf(Migrator);
    expect(orm.config.getNamingStrategy()).toBeInstanceOf(orm.config.getPlatform().getNamingStrategy());
  });

  test('a migrator that the project made of the stock one is refused', () => {
    class Audited extends StockMigrator {}
    expect(() => adopt({ ...own, extensions: [Audited] })).toThrow(
      expect.objectContaining({ code: 'PL352', message: expect.stringContaining('Audited') }),
    );
  });
});

describe('drivers', () => {
  test('one that is made of the PostgreSqlDriver goes on doing what it does', async () => {
    class Counting extends PostgreSqlDriver {
      readonly counts = true;
    }
    const orm = await MikroORM.init(
      adopt({ clientUrl, discovery, driver: Counting, namingStrategy: EntityCaseNamingStrategy }),
    );
    expect(orm.driver).toBeInstanceOf(Counting);
    expect(orm.driver).toMatchObject({ counts: true, describe: 'shop on db.example:5432' });
    expect(orm.config.getNamingStrategy()).toBeInstanceOf(EntityCaseNamingStrategy);
  });

  test.each([
    ['another database', class SqliteDriver {}, 'adopt configurations of PostgreSQL alone'],
    [
      'a second copy of MikroORM',
      { PostgreSqlDriver: class PostgreSqlDriver {} }.PostgreSqlDriver,
      'install one MikroORM',
    ],
  ])('%s is refused', (_, driver, fix) => {
    expect(() => adopt({ ...own, driver } as never)).toThrow(
      expect.objectContaining({ code: 'PL352', fix: expect.stringContaining(fix) }),
    );
  });

  test('one that comes behind adopt, as MIKRO_ORM_TYPE brings it, runs nothing: it would have no lock', async () => {
    const orm = await MikroORM.init({ ...adopt(own), driver: PostgreSqlDriver });
    await expect(orm.migrator.up()).rejects.toMatchObject({ code: 'PL352' });
    await expect(orm.schema.getUpdateSchemaSQL()).rejects.toMatchObject({ code: 'PL352' });
  });
});
