import type { Options } from '@mikro-orm/core';
import { type PlumblineOptions, plumbline } from 'mikro-orm-plumbline';
import { CopiedProject } from '../../packages/plumbline/test/support/copied-project.ts';
import type { Engine, TestDatabase } from '../../packages/plumbline/test/support/engines.ts';
import { type Opened, openProject } from '../../packages/plumbline/test/support/opened.ts';
import { entities, functions } from '../../src/entities/index.ts';

export const PROJECT = new URL('../..', import.meta.url).pathname;

/** What a command needs of the project. */
const PARTS = [
  'src',
  'package.json',
  'tsconfig.base.json',
  'tsconfig.json',
  'mikro-orm.config.ts',
  'mikro-orm.config.js',
];

/** The agent platform on a database of its own, through the toolkit, in this process and kept open. */
export type Platform = Opened;

/** The platform's configuration on a database, as the commands take it. */
export const platformOptions = (
  { env }: Pick<TestDatabase, 'env'>,
  options: Partial<PlumblineOptions> = {},
): Promise<Partial<Options>> =>
  plumbline({
    baseDir: PROJECT,
    dsnVariable: 'SA01_DB_DSN',
    embeddedFolder: '.plumbline',
    env,
    entities,
    routines: functions,
    migrations: { path: './src/migrations' },
    logger: () => {},
    ...options,
  });

export const openPlatform = (engine: Engine, options: Partial<Options> = {}): Promise<Platform> =>
  openProject(engine, platformOptions, options);

/** The platform's project in a folder of its own. */
export const copyPlatform = (): Promise<CopiedProject> => CopiedProject.create(PROJECT, PARTS);
