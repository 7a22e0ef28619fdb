import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { DoctorCheck } from '../../src/index.ts';
import { SECRET } from '../cli/one-screen.ts';
import type { Ended } from '../support/command.ts';
import { embedded } from '../support/engines.ts';
import { REPOSITORY } from '../support/repository.ts';
import { CONFIG, type Files, manifest, StrangersProject } from './project.ts';

/** A configuration that goes through Plumbline, with more options. */
const ours = (more = ''): string => `import { plumbline } from 'mikro-orm-plumbline';

export default plumbline({
  baseDir: import.meta.dirname,
  dsnVariable: 'SHOP_DSN',
  embeddedFolder: '.plumbline',
  entities: [],
  discovery: { warnWhenNoEntities: false },
  ${more}
});
`;
const SOUND: Files = { 'package.json': manifest({ type: 'module' }), 'mikro-orm.config.js': ours() };
const NOWHERE = { SHOP_DSN: `postgresql://anyone:${SECRET}@127.0.0.1:1/nowhere` };

/** The answer is one screen, whatever is wrong, and holds no password. */
function expectScreen({ stdout, stderr }: Ended): void {
  expect(stderr).toBe('');
  expect(stdout.trimEnd().split('\n').length).toBeLessThanOrEqual(24);
  expect(stdout).not.toMatch(/PL000|^\s+at /m);
  expect(stdout).not.toContain(SECRET);
}

/** What was said, whatever lines it stands on. */
const said = ({ stdout }: Ended): string => stdout.replaceAll(/\s+/g, ' ');

test('a project that is set up is well, whether or not its database can be reached', async () => {
  const project = await StrangersProject.create(SOUND);
  for (const [env, words] of [
    [{}, 'is not made yet'],
    [NOWHERE, 'no server answers: nowhere on 127.0.0.1:1'],
  ] as const) {
    const ended = await project.plumb('doctor', env);
    expect(ended, ended.stdout).toMatchObject({ code: 0 });
    expect(said(ended)).toContain(words);
    expect(ended.stdout).toContain('nothing is wrong');
    expectScreen(ended);
  }
});

interface Wrong {
  what: string;
  files: Files;
  /** Where its own installed packages are, in place of this repository's. */
  installed?: boolean;
  code: string;
  says: string[];
  env?: NodeJS.ProcessEnv;
}

const MAIN = `import { MikroORM } from '@mikro-orm/postgresql';
import config from './mikro-orm.config.js';

const orm = await MikroORM.init(config);
await orm.migrator.up();
`;
/** As Plumbline writes it. */
const MIGRATION = `import { Migration } from '@mikro-orm/migrations';
export class Migration1 extends Migration {
  static readonly parent = null;
  up() {}
}
`;

const WRONG: Wrong[] = [
  { what: 'no package.json', files: {}, code: 'PL600', says: ['init --new'] },
  { what: 'no configuration', files: { 'package.json': manifest() }, code: 'PL600', says: ['./mikro-orm.config.ts'] },
  {
    what: 'no local command',
    files: { ...SOUND, 'package.json': { type: 'module', devDependencies: { 'mikro-orm-plumbline': '*' } } },
    code: 'PL603',
    says: ['@mikro-orm/cli is not in package.json', 'npm install -D @mikro-orm/cli'],
  },
  {
    what: 'the package is not named',
    files: { ...SOUND, 'package.json': { type: 'module', dependencies: { '@mikro-orm/cli': '*' } } },
    code: 'PL603',
    says: ['mikro-orm-plumbline is not in package.json'],
  },
  {
    what: 'nothing is installed',
    files: SOUND,
    installed: false,
    code: 'PL603',
    says: ['@mikro-orm/cli is not installed', 'npm install'],
  },
  {
    what: 'MikroORM’s own migrator, and nothing that wraps it',
    files: { ...SOUND, 'mikro-orm.config.js': CONFIG },
    code: 'PL606',
    says: ['mikro-orm.config.js', 'nothing wraps it', 'npx plumb init'],
  },
  {
    what: 'another database',
    files: {
      ...SOUND,
      'mikro-orm.config.js': 'class MySqlDriver {}\nexport default { driver: MySqlDriver, dbName: "a" };\n',
    },
    code: 'PL605',
    says: ['MySqlDriver'],
  },
  {
    what: 'a configuration that throws',
    files: { ...SOUND, 'mikro-orm.config.js': `const url = undefined;\nexport default { dbName: url.pathname };\n` },
    code: 'PL351',
    says: ['where: mikro-orm.config.js:2', 'TypeError'],
  },
  {
    what: 'a configuration that ends the process',
    files: { ...SOUND, 'mikro-orm.config.js': 'process.exit(3);\n' },
    code: 'PL351',
    says: ['with exit code 3'],
  },
  {
    what: 'an option that cannot be honoured',
    files: { ...SOUND, 'mikro-orm.config.js': ours('migrations: { disableForeignKeys: true },') },
    code: 'PL352',
    says: ['migrations.disableForeignKeys', 'only a superuser'],
  },
  {
    what: 'an address with what MikroORM does not read',
    files: {
      ...SOUND,
      'mikro-orm.config.js': `import { adopt } from 'mikro-orm-plumbline';

export default adopt({ clientUrl: 'postgresql://a@127.0.0.1:1/b?sslmode=require', entities: [], discovery: { warnWhenNoEntities: false } });
`,
    },
    code: 'PL352',
    says: ['sslmode', 'driverOptions: { ssl: true }'],
  },
  {
    what: 'a loader that is not there',
    files: { 'package.json': manifest({ type: 'module' }), 'mikro-orm.config.ts': CONFIG },
    env: { MIKRO_ORM_CLI_TS_LOADER: 'tsx' },
    code: 'PL603',
    says: ['TypeScript', 'npm install -D tsx'],
  },
  {
    what: 'a stale snapshot',
    files: {
      ...SOUND,
      'mikro-orm.config.js': ours(`migrations: { path: './migrations' },`),
      'migrations/.snapshot-shop.json': {},
      'migrations/Migration1.js': MIGRATION,
    },
    code: 'PL608',
    says: ['where: migrations/.snapshot-shop.json', 'Migration1.js', 'git rm migrations/.snapshot-shop.json'],
  },
  {
    what: 'a wrapper that is not compiled yet',
    files: {
      'package.json': manifest({
        type: 'module',
        'mikro-orm': { preferTs: false, configPaths: ['./dist/plumb.config.js', './dist/mikro-orm.config.js'] },
      }),
      'dist/mikro-orm.config.js': CONFIG,
      'src/mikro-orm.config.ts': CONFIG,
      'src/plumb.config.ts': `import own from './mikro-orm.config.js';\nexport default adopt(own);\n`,
    },
    code: 'PL606',
    says: ['dist/mikro-orm.config.js', 'before dist/plumb.config.js', 'compile the project'],
  },
  {
    what: 'an application that gives the migrator its own configuration',
    files: {
      ...SOUND,
      'main.js': MAIN,
      'mikro-orm.config.js': CONFIG,
      'plumb.config.js': ours('// adopt(own) from "./mikro-orm.config.js"'),
    },
    code: 'PL611',
    says: ['where: main.js:2', 'main.js:5 calls the migrator', `write import config from './plumb.config.js';`],
  },
  {
    what: 'an installation for production without the package',
    files: { ...SOUND, Dockerfile: 'FROM node:24\nRUN npm ci --omit=dev\nCMD npx mikro-orm migration:up\n' },
    code: 'PL610',
    says: ['where: Dockerfile:3', 'among devDependencies'],
  },
  {
    what: 'an image with an old Node',
    files: { ...SOUND, Dockerfile: 'FROM docker.io/library/node:20-alpine AS build\n' },
    code: 'PL609',
    says: ['where: Dockerfile:1', 'it names Node 20', '22.17'],
  },
  {
    what: 'people with an old Node',
    files: { ...SOUND, '.nvmrc': 'v18.20.4\n' },
    code: 'PL609',
    says: ['where: .nvmrc:1', 'it names Node 18.20.4'],
  },
];

test.each(WRONG)('$what is said with why, the fix, and exit code 1', async ({ files, code, says, env, installed }) => {
  const project = await StrangersProject.create(files, { installed: installed ?? true });
  const before = await project.everything();
  const ended = await project.plumb('doctor', env);
  expect(ended, ended.stdout + ended.stderr).toMatchObject({ code: 1 });
  expect(ended.stdout).toContain(`(${code})`);
  for (const words of says) expect(said(ended)).toContain(words);
  expectScreen(ended);
  expect(await project.everything()).toEqual(before);
  const json = JSON.parse((await project.plumb('doctor --json', env)).stdout);
  const codes = json.checks.flatMap((one: { findings: { code: string }[] }) =>
    one.findings.map(finding => finding.code),
  );
  expect(codes).toContain(code);
  expect(json.sound).toBe(false);
});

describe('MikroORM, twice', () => {
  const package_ = (version: string): object => ({ name: '@mikro-orm/core', version });

  test.each<[what: string, version: string, words: string]>([
    ['another version for one of its packages', '7.2.0', '@mikro-orm/migrations'],
    ['a copy of its own for one of its packages', '7.2.1', 'is installed twice'],
  ])('%s', async (_, version, words) => {
    const project = await StrangersProject.create(
      {
        ...SOUND,
        'package.json': manifest({
          type: 'module',
          dependencies: { '@mikro-orm/core': '*', '@mikro-orm/migrations': '*' },
        }),
      },
      { installed: false },
    );
    const scope = join(project.folder, 'node_modules/@mikro-orm');
    await mkdir(scope, { recursive: true });
    await symlink(join(REPOSITORY, 'packages/plumbline'), join(scope, '../mikro-orm-plumbline'));
    for (const name of ['cli', 'core', 'postgresql'])
      await symlink(join(REPOSITORY, 'node_modules/@mikro-orm', name), join(scope, name));
    await project.write('node_modules/@mikro-orm/migrations/package.json', {
      ...package_(version),
      name: '@mikro-orm/migrations',
    });
    await project.write(
      'node_modules/@mikro-orm/migrations/node_modules/@mikro-orm/core/package.json',
      package_(version),
    );
    const ended = await project.plumb('doctor');
    expect(ended).toMatchObject({ code: 1 });
    expect(said(ended)).toContain(words);
    expect(ended.stdout).toContain('(PL604)');
    expectScreen(ended);
  });
});

describe('a database', () => {
  const LEDGERS: readonly (readonly [sql: string, tool: string])[] = [
    ['create table knex_migrations (id int)', 'Knex'],
    ['create schema drizzle; create table drizzle.__drizzle_migrations (id int)', 'drizzle-kit'],
    ['create table _prisma_migrations (id int)', 'Prisma'],
    ['create table migrations (id int, "timestamp" bigint, name text)', 'TypeORM'],
    ['create table "SequelizeMeta" (name text)', 'Sequelize'],
    ['create table alembic_version (version_num text)', 'Alembic'],
  ];

  /** What doctor finds in a database where these statements were run. */
  async function foundIn(...statements: string[]): Promise<{ code: number | null; database: DoctorCheck }> {
    const database = await embedded.create();
    for (const sql of statements) await database.sql(sql);
    const project = await StrangersProject.create(SOUND);
    const { code, stdout } = await project.plumb('doctor --json', { ...database.env, SHOP_DSN: '' });
    await database.drop();
    const { checks }: { checks: DoctorCheck[] } = JSON.parse(stdout);
    return { code, database: checks.find(({ name }) => name === 'database') as DoctorCheck };
  }

  test('in which other tools record their runs is told with each of them', async () => {
    const { code, database } = await foundIn(...LEDGERS.map(([sql]) => sql));
    expect({ code, ...database }).toMatchObject({ code: 1, state: 'wrong' });
    expect(database.findings).toHaveLength(LEDGERS.length);
    for (const [, tool] of LEDGERS) expect(JSON.stringify(database.findings)).toContain(tool);
  });

  test('with a table that is only called migrations is well', async () => {
    expect(await foundIn('create table migrations (bird text)')).toMatchObject({
      code: 0,
      database: { state: 'fine' },
    });
  });
});
