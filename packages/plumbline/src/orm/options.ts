import type { Configuration, MigrationsOptions, Options } from '@mikro-orm/core';
import { TSMigrationGenerator } from '@mikro-orm/migrations';
import type { AbstractSqlDriver } from '@mikro-orm/sql';
import { Problem } from '../problem/index.ts';
import { checkDriver } from './our-driver.ts';

type SchemaOptions = NonNullable<Options['schemaGenerator']>;

/** `harmless`: leaving it out changes nothing here, as what it is about is not done, or is done in any case. */
type Treatment = 'honoured' | 'harmless' | Refused;

/** What cannot be honoured: where it says more than `unless`, why, and what to do about it. */
interface Refused {
  unless(value: never): boolean;
  why: string;
  fix: string;
}

const off = (value: unknown): boolean => !value;

/** Every option of MikroORM's migrator: one that comes with a new version does not compile until it stands here. */
export const MIGRATION_OPTIONS: Record<keyof Required<MigrationsOptions>, Treatment> = {
  tableName: 'honoured',
  path: 'honoured',
  pathTs: 'honoured',
  glob: 'honoured',
  // a run is reported by the toolkit, which PLUMBLINE_LOG governs
  silent: 'harmless',
  transactional: 'honoured',
  disableForeignKeys: {
    unless: off,
    why: 'foreign keys that are not checked are broken without a word, and only a superuser can switch them off',
    fix: 'leave it out: statements are in an order in which the keys hold',
  },
  allOrNothing: 'honoured',
  dropTables: 'honoured',
  safe: 'honoured',
  // the migrations are the record of the schema
  snapshot: 'harmless',
  snapshotOnMigrate: 'harmless',
  snapshotName: 'harmless',
  emit: {
    unless: (value: string | undefined) => value === undefined || value === 'ts',
    why: 'migrations are written in TypeScript, in the form that was proven',
    fix: 'leave it out, or compile the files: they are read as .js and .ts alike',
  },
  generator: {
    unless: (value: unknown) => value === undefined || value === TSMigrationGenerator,
    why: 'a generator of your own would write another file than the one that was proven',
    fix: 'leave it out',
  },
  fileName: 'honoured',
  migrationsList: 'honoured',
  schema: 'honoured',
  includeWildcardSchema: {
    unless: off,
    why: 'statements without a schema cannot be compared with a database, where each object is in one',
    fix: 'leave it out, and give the entities a schema',
  },
};

/** Every option of MikroORM's schema generator. */
export const SCHEMA_OPTIONS: Record<keyof Required<SchemaOptions>, Treatment> = {
  // statements are in an order in which the keys hold
  disableForeignKeys: 'harmless',
  disableForeignKeysForClear: 'honoured',
  createForeignKeyConstraints: 'honoured',
  ignoreSchema: 'honoured',
  ignoreTriggers: 'honoured',
  ignoreRoutines: 'honoured',
  ignorePolicies: 'honoured',
  skipTables: 'honoured',
  skipViews: 'honoured',
  skipColumns: 'honoured',
  managementDbName: 'honoured',
  defaultUpdateRule: 'honoured',
  defaultDeleteRule: 'honoured',
  // MikroORM has it for other databases
  tableSpace: 'harmless',
};

/** @throws Problem PL352 for an option that says something which is not done */
export function checkOptions(config: Configuration): void {
  checkDriver(config.getDriver() as AbstractSqlDriver);
  check('migrations', MIGRATION_OPTIONS, config.get('migrations'));
  check('schemaGenerator', SCHEMA_OPTIONS, config.get('schemaGenerator'));
}

function check(group: string, treatments: Record<string, Treatment>, values: object): void {
  for (const [name, treatment] of Object.entries(treatments)) {
    if (typeof treatment === 'string' || treatment.unless((values as Record<string, never>)[name] as never)) continue;
    throw new Problem('PL352', {
      what: `${group}.${name} cannot be honoured; nothing was done`,
      subject: 'the configuration',
      why: treatment.why,
      fix: treatment.fix,
    });
  }
}
