import { resolve } from 'node:path';
import type { MikroORM, Options } from '@mikro-orm/core';
import { endingOnProblems, endOnProblem, isStockCommand } from './cli/stock.ts';
import { say as print, sayNotice, TERMINAL } from './cli/terminal.ts';
import { type Listeners, type NoticeListener, parseDsn, serverDriver, visibleLogger } from './connection/index.ts';
import { OLDEST } from './objects/index.ts';
import { optional } from './optional.ts';
import { type Attendance, Migrator, SchemaGenerator } from './orm/index.ts';
import { Problem, type Say } from './problem/index.ts';
import { PostgresNamingStrategy } from './schema/index.ts';
import { SeedManager } from './seeder/index.ts';
import { asOption, DECISIONS_FILE, type ShadowSettings } from './settings.ts';
import { readTypeScript } from './typescript.ts';
import { checkVariables, variable } from './variables.ts';

export interface PlumblineOptions extends Partial<Options> {
  /** The project's root; relative folders start here. */
  baseDir: string;
  /** The environment variable that holds the DSN. */
  dsnVariable: string;
  /** Where the embedded database is kept when the variable is not set; PLUMBLINE_FOLDER names another place. */
  embeddedFolder: string;
  env?: NodeJS.ProcessEnv;
  /** Where scratch databases are made, and what the schema takes for granted; PLUMBLINE_SHADOW_DSN names a server. */
  shadow?: ShadowSettings;
  /** Answers to questions about changes, seen from the root; a file that is not there holds none. */
  decisionsFile?: string;
  /** Hears what is no result: warnings, and what is waited for. Prints it on standard error by default. */
  say?: Say;
  /** Hears what PostgreSQL says beside its answers. Says warnings by default. */
  onNotice?: NoticeListener;
  /** Hears what happens in runs, and is asked; the terminal of the process by default. */
  attendance?: Attendance;
}

/**
 * MikroORM's configuration with Plumbline in it: the driver that fits the DSN, and the migrator, schema generator and
 * seed manager that the stock `mikro-orm` command then uses.
 *
 * @throws Problem PL100 or PL101 when the environment does not name a database
 *
 * @example
 * export default plumbline({
 *   baseDir: import.meta.dirname,
 *   entities: [User],
 *   dsnVariable: 'DATABASE_URL',
 *   embeddedFolder: '.database',
 * });
 */
export async function plumbline({
  dsnVariable,
  embeddedFolder,
  env = process.env,
  say = print,
  onNotice = sayNotice(say),
  attendance = TERMINAL,
  shadow,
  decisionsFile = DECISIONS_FILE,
  ...options
}: PlumblineOptions): Promise<Partial<Options>> {
  readTypeScript();
  // the stock command has loaded it by now, and nobody else pays for it
  if (isStockCommand()) (await import('./cli/stock-output.ts')).showStockOutput();
  try {
    checkVariables(env);
  } catch (error) {
    endOnProblem(error);
  }
  if (shadow) checkVersion(shadow);
  const database = await databaseOptions({
    baseDir: options.baseDir,
    dsnVariable,
    embeddedFolder,
    env,
    listeners: { onNotice, say },
  }).catch(endOnProblem);
  return {
    namingStrategy: PostgresNamingStrategy,
    extensions: extensionsFor(attendance),
    loggerFactory: visibleLogger,
    ...options,
    ...database,
    ...asOption({ shadow: { ...shadowFrom(env), ...shadow }, decisionsFile, say }),
    // the migrations are the record of the schema; a snapshot beside them would be a second one
    // the toolkit reports a run by itself
    migrations: { snapshot: false, silent: true, ...options.migrations },
  };
}

/** What the environment says of the shadow. */
function shadowFrom(env: NodeJS.ProcessEnv): ShadowSettings {
  const allowed = variable('PLUMBLINE_SHADOW_ALLOW', env);
  return { dsn: variable('PLUMBLINE_SHADOW_DSN', env), ...(allowed && { allowPrivileged: true }) };
}

/** @throws Problem PL171 for a version that is not supported */
function checkVersion({ version }: ShadowSettings): void {
  if (version === undefined || (Number.isInteger(version) && version >= OLDEST / 10_000)) return;
  throw new Problem('PL171', {
    what: `shadow.version is ${version}, which is no version of PostgreSQL that is supported`,
    fix: `name a major version, ${OLDEST / 10_000} or newer, or leave it out`,
  });
}

interface Where extends Required<Pick<PlumblineOptions, 'baseDir' | 'dsnVariable' | 'embeddedFolder' | 'env'>> {
  listeners: Listeners;
}

async function databaseOptions({
  baseDir,
  dsnVariable,
  embeddedFolder,
  env,
  listeners,
}: Where): Promise<Partial<Options>> {
  const dsn = env[dsnVariable];
  if (dsn) {
    const target = parseDsn(dsn, env, dsnVariable);
    return { driver: serverDriver(target, listeners), dbName: target.database };
  }
  if (env.NODE_ENV === 'production') {
    throw new Problem('PL100', {
      what: `${dsnVariable} is not set`,
      why: 'with NODE_ENV=production nothing runs on the embedded database',
      fix: `set ${dsnVariable}=postgresql://USER:PASSWORD@HOST:5432/DATABASE`,
    });
  }
  const folder = variable('PLUMBLINE_FOLDER', env) ?? embeddedFolder;
  listeners.say(`warning: ${dsnVariable} is not set, using the embedded database in ${folder}`);
  // loaded only where it is used: PGlite is 26 MB of WebAssembly
  const { embeddedDriver } = await optional('the embedded PostgreSQL', () => import('./connection/embedded-driver.ts'));
  return {
    driver: embeddedDriver(resolve(baseDir, folder), listeners),
    dbName: 'postgres',
  };
}

/** An extension of MikroORM; it leaves out its stock one when there is another of that name. */
const extension = (name: string, key: string, create: (em: never) => object) => ({
  name,
  register: (orm: MikroORM) => orm.config.registerExtension(key, () => endingOnProblems(create(orm.em as never))),
});

const extensionsFor = (attendance: Attendance) => [
  extension('SchemaGenerator', '@mikro-orm/schema-generator', em => new SchemaGenerator(em)),
  extension('Migrator', '@mikro-orm/migrator', em => new Migrator(em, attendance)),
  extension('SeedManager', '@mikro-orm/seeder', em => new SeedManager(em)),
];
