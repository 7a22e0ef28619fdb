import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Ended, start } from '../support/command.ts';
import { onServer, server, type TestDatabase } from '../support/engines.ts';
import { PACKAGE, pack } from '../support/packed.ts';

/** The oldest Node that the package says it runs on. */
const OLDEST_NODE = '22.17.0';

const CONFIG = `import { plumbline } from 'mikro-orm-plumbline';
import { defineEntity, p } from '@mikro-orm/core';
import { VectorType } from 'mikro-orm-plumbline/types';

const Item = defineEntity({ name: 'Item', tableName: 'item', properties: {
  id: p.integer().primary(), name: p.string().length(40), place: p.type(new VectorType(3)).nullable(),
} });
export default await plumbline({
  baseDir: import.meta.dirname, dsnVariable: 'SA01_DB_DSN', embeddedFolder: '.plumbline',
  entities: [Item], migrations: { path: './migrations' },
});
`;

/** Prints the packages whose files a module of the application loads. */
const LOADED = `import { registerHooks } from 'node:module';
const loaded = new Set();
registerHooks({ load(url, context, next) {
  const name = /node_modules\\/((?:@[^/]+\\/)?[^/]+)\\/(?!.*node_modules)/.exec(url)?.[1];
  if (name) loaded.add(name);
  return next(url, context);
} });
await import(process.argv[2]);
console.log(JSON.stringify([...loaded].sort()));
`;

onServer('the packed package in a project that has nothing else of this repository', () => {
  let folder: string;
  let database: TestDatabase;
  const run = (command: string, args: string[], env: NodeJS.ProcessEnv = {}): Promise<Ended> => {
    const PATH = [join(folder, 'node_modules/node/bin'), join(folder, 'node_modules/.bin'), process.env.PATH].join(':');
    return start(command, args, { ...env, PATH }, folder).ended;
  };
  const succeeds = async (command: string, args: string[], env?: NodeJS.ProcessEnv): Promise<Ended> => {
    const ended = await run(command, args, env);
    expect(ended.code, `${command} ${args.join(' ')}: ${ended.stderr}${ended.stdout}`).toBe(0);
    return ended;
  };
  const install = (...args: string[]): Promise<Ended> =>
    // the way to the registry is the machine's own
    succeeds('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error', ...args], process.env);

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'plumbline-packed-'));
    database = await server.create();
    await mkdir(join(folder, 'migrations'));
    const archive = await pack(folder);
    const { devDependencies, peerDependencies } = JSON.parse(await readFile(join(PACKAGE, 'package.json'), 'utf8'));
    await writeFile(
      join(folder, 'package.json'),
      JSON.stringify({
        type: 'module',
        'mikro-orm': { preferTs: false, configPaths: ['./mikro-orm.config.js'] },
        dependencies: {
          ...Object.fromEntries(Object.keys(peerDependencies).map(name => [name, '7.2.1'])),
          'mikro-orm-plumbline': `file:./${basename(archive)}`,
        },
        devDependencies: { node: OLDEST_NODE, typescript: devDependencies.typescript },
      }),
    );
    await writeFile(join(folder, 'mikro-orm.config.js'), CONFIG);
    await writeFile(join(folder, 'loaded.mjs'), LOADED);
    await install();
  }, 300_000);
  afterAll(async () => {
    await rm(folder, { recursive: true, force: true });
    await database.drop();
  });

  const there = (name: string): Promise<boolean> =>
    readdir(join(folder, 'node_modules', name)).then(
      () => true,
      () => false,
    );

  test(`writes, checks, runs and takes back migrations on Node ${OLDEST_NODE}, in one MikroORM`, async () => {
    expect((await succeeds('node', ['--version'])).stdout.trim()).toBe(`v${OLDEST_NODE}`);
    expect(await there('mikro-orm-plumbline/node_modules/@mikro-orm')).toBe(false);
    await succeeds('mikro-orm', ['migration:create', '--name', 'first'], database.env);
    await succeeds('mikro-orm', ['migration:check'], database.env);
    await succeeds('mikro-orm', ['migration:up'], database.env);
    expect((await succeeds('mikro-orm-plumbline', ['status'], database.env)).stdout).toMatch(/applied +1 migration/);
    await succeeds('mikro-orm', ['migration:down'], database.env);
    expect(await database.sql(`select to_regclass('item') as item`)).toEqual([{ item: null }]);
  }, 120_000);

  test('is required by CommonJS, and loads for its column types nothing but what they are made of', async () => {
    const named = await succeeds('node', [
      '--input-type=commonjs',
      '-p',
      `typeof require('mikro-orm-plumbline').plumbline + typeof require('mikro-orm-plumbline/types').VectorType`,
    ]);
    expect(named.stdout.trim()).toBe('functionfunction');
    const loaded = JSON.parse((await succeeds('node', ['loaded.mjs', 'mikro-orm-plumbline/types'])).stdout);
    expect(loaded).toEqual(['@mikro-orm/core', 'mikro-orm-plumbline', 'pgvector']);
  }, 120_000);

  test('runs migrations without what is optional, and says of what needs it which package that is', async () => {
    await install('--omit=dev', '--omit=optional');
    for (const name of ['@electric-sql/pglite', 'oxc-parser', '@inquirer/prompts'])
      expect([name, await there(name)]).toEqual([name, false]);
    const env = { ...database.env, NODE_ENV: 'production' };
    await succeeds('mikro-orm', ['migration:up'], env);
    await succeeds('mikro-orm', ['migration:up'], env);
    await succeeds('mikro-orm-plumbline', ['status'], env);
    for (const [command, args] of [
      ['mikro-orm', ['migration:check']],
      ['mikro-orm', ['migration:create']],
      ['mikro-orm-plumbline', ['drift']],
    ] as const) {
      const { code, stderr } = await run(command, [...args], env);
      expect({ code, stderr }, args.join(' ')).toEqual({
        code: 1,
        stderr: expect.stringContaining(
          'error PL004: the embedded PostgreSQL needs what is not installed: @electric-sql/pglite',
        ),
      });
      expect(stderr).not.toMatch(/^\s+at /m);
    }
    const embedded = await run('mikro-orm', ['migration:up']);
    expect(embedded.stderr).toContain('error PL004');
  }, 300_000);
});
