import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { COMMONJS, CONFIG, type Files, manifest, PEERS, StrangersProject } from './project.ts';

interface Shape {
  shape: string;
  files: Files;
  /** The wrapper, and what it says beside its comment. */
  wrapper: string;
  says: string;
  paths: string[];
  /** What is given beside `--yes`. */
  flags?: string;
}

const esm = (specifier: string): string =>
  `import { adopt } from 'mikro-orm-plumbline';\nimport own from '${specifier}';\n\nexport default adopt(own);\n`;
const NODES = { compilerOptions: { module: 'nodenext', outDir: 'dist', rootDir: 'src' } };
const NESTS = '{ "compilerOptions": { "module": "commonjs", /* of Nest */ "outDir": "./dist", }, }\n';

const SHAPES: Shape[] = [
  {
    shape: 'TypeScript in ES modules, where MikroORM looks by itself',
    files: { 'package.json': manifest({ type: 'module' }), 'src/mikro-orm.config.ts': CONFIG, 'tsconfig.json': NODES },
    wrapper: 'src/plumb.config.ts',
    says: esm('./mikro-orm.config.js'),
    paths: [
      './src/plumb.config.ts',
      './dist/plumb.config.js',
      './src/mikro-orm.config.ts',
      './dist/mikro-orm.config.js',
    ],
  },
  {
    shape: 'TypeScript in CommonJS, beside what it is compiled to',
    files: {
      'package.json': manifest({
        'mikro-orm': { configPaths: ['./src/mikro-orm.config.ts', './dist/mikro-orm.config.js'] },
      }),
      'tsconfig.json': NESTS,
      'src/mikro-orm.config.ts': CONFIG,
    },
    wrapper: 'src/plumb.config.ts',
    says: esm('./mikro-orm.config'),
    paths: [
      './src/plumb.config.ts',
      './dist/plumb.config.js',
      './src/mikro-orm.config.ts',
      './dist/mikro-orm.config.js',
    ],
  },
  {
    shape: 'only what it is compiled to is named, and nothing is compiled yet',
    files: {
      'package.json': manifest({ 'mikro-orm': { configPaths: ['./dist/config/orm.js'] } }),
      'tsconfig.json': NESTS,
      'src/config/orm.ts': CONFIG,
    },
    wrapper: 'src/config/plumb.config.ts',
    says: esm('./orm'),
    paths: ['./dist/config/plumb.config.js', './src/config/plumb.config.ts', './dist/config/orm.js'],
  },
  {
    shape: 'TypeScript that Node runs, by the ending of its own imports',
    files: {
      'package.json': manifest({ type: 'module' }),
      'mikro-orm.config.ts': `import { entities } from './entities.ts';\n${CONFIG}void entities;\n`,
      'entities.ts': 'export const entities = [];\n',
    },
    wrapper: 'plumb.config.ts',
    says: esm('./mikro-orm.config.ts'),
    paths: ['./plumb.config.ts', './mikro-orm.config.ts'],
  },
  {
    shape: 'TypeScript for a bundler, without semicolons, in double quotes',
    files: {
      'package.json': manifest({ type: 'module' }),
      'mikro-orm.config.ts': CONFIG.replaceAll("'", '"').replaceAll(';', ''),
      'tsconfig.json': { compilerOptions: { module: 'esnext', moduleResolution: 'bundler', noEmit: true } },
    },
    wrapper: 'plumb.config.ts',
    says: esm('./mikro-orm.config').replaceAll("'", '"').replaceAll(';', ''),
    paths: ['./plumb.config.ts', './mikro-orm.config.ts'],
  },
  {
    shape: 'JavaScript in ES modules',
    files: { 'package.json': manifest({ type: 'module' }), 'mikro-orm.config.js': CONFIG },
    wrapper: 'plumb.config.js',
    says: esm('./mikro-orm.config.js'),
    paths: ['./plumb.config.js', './mikro-orm.config.js'],
  },
  {
    shape: 'JavaScript in CommonJS',
    files: { 'package.json': manifest(), 'mikro-orm.config.js': COMMONJS },
    wrapper: 'plumb.config.js',
    says: `const { adopt } = require('mikro-orm-plumbline');
const own = require('./mikro-orm.config.js');

module.exports = adopt(own.default ?? own);
`,
    paths: ['./plumb.config.js', './mikro-orm.config.js'],
  },
  {
    shape: 'a .cjs file in a package of ES modules',
    files: {
      'package.json': manifest({ type: 'module', 'mikro-orm': { configPaths: ['./orm.cjs'] } }),
      'orm.cjs': COMMONJS,
    },
    wrapper: 'plumb.config.cjs',
    says: `const { adopt } = require('mikro-orm-plumbline');
const own = require('./orm.cjs');

module.exports = adopt(own.default ?? own);
`,
    paths: ['./plumb.config.cjs', './orm.cjs'],
  },
  ...[
    ['mts', 'mjs'],
    ['cts', 'cjs'],
  ].map(([source, compiled]) => ({
    shape: `a .${source} file`,
    files: {
      'package.json': manifest({ 'mikro-orm': { configPaths: [`./config/orm.${source}`] } }),
      [`config/orm.${source}`]: CONFIG,
    },
    wrapper: `config/plumb.config.${source}`,
    says: esm(`./orm.${compiled}`),
    paths: [`./config/plumb.config.${source}`, `./config/orm.${source}`],
  })),
  {
    shape: 'a file that is named by hand',
    files: { 'package.json': manifest({ type: 'module' }), 'database/orm.js': CONFIG },
    flags: '--config database/orm.js',
    wrapper: 'database/plumb.config.js',
    says: esm('./orm.js'),
    paths: ['database/plumb.config.js', './database/plumb.config.js', 'database/orm.js'],
  },
];

describe.each(SHAPES)('$shape', ({ files, wrapper, says, paths, flags = '' }) => {
  const line = `init ${flags} --yes --no-vscode`.replace('  ', ' ');

  test('gets a wrapper beside its configuration, and package.json names it first, once', async () => {
    const project = await StrangersProject.create(files);
    const before = await project.everything();
    const dry = await project.plumb(`${line} --dry-run`);
    expect(dry, dry.stderr).toMatchObject({ code: 0, stdout: expect.stringContaining(`new       ${wrapper}`) });
    expect(await project.everything()).toEqual(before);

    const ended = await project.plumb(line);
    expect(ended, ended.stderr).toMatchObject({ code: 0, stderr: '' });
    const [comment, ...rest] = (await project.read(wrapper)).split('\n');
    expect(comment).toMatch(/^\/\/ /);
    expect(rest.join('\n')).toBe(says);
    const { 'mikro-orm': settings } = await project.json('package.json');
    expect(settings).toEqual({ configPaths: paths });
    const after = await project.everything();
    expect(Object.keys(after)).toEqual([...Object.keys(before), wrapper].sort());
    for (const [path, text] of Object.entries(before))
      if (path !== 'package.json') expect(after[path], path).toBe(text);

    const again = await project.plumb(line);
    expect(again, again.stderr).toMatchObject({ code: 0, stdout: expect.stringContaining('nothing was changed') });
    expect(await project.everything()).toEqual(after);

    const { checks } = JSON.parse((await project.plumb('doctor --json')).stdout);
    expect(checks).toContainEqual(expect.objectContaining({ name: 'migrator', state: 'fine' }));
  });
});

test('a dry run of what stands in the way shows it with what was found', async () => {
  const project = await StrangersProject.create(
    { 'package.json': { dependencies: { '@mikro-orm/core': '^6.4.0' } }, 'mikro-orm.config.js': COMMONJS },
    { installed: false },
  );
  const ended = await project.plumb('init --dry-run');
  expect(ended, ended.stderr).toMatchObject({ code: 61 });
  for (const words of [
    'mikro-orm.config.js, by the default',
    'new       plumb.config.js',
    'MikroORM ^6.4.0 is too old (PL604)',
  ])
    expect(ended.stdout).toContain(words);
});

describe('package.json', () => {
  test('keeps its indentation, its order and the ends of its lines', async () => {
    const text =
      '{\r\n\t"name": "shop",\r\n\t"private":   true,\r\n\t"dependencies": { "@mikro-orm/core": "7.2.1", "@mikro-orm/postgresql": "7.2.1" },\r\n\t"devDependencies": { "@mikro-orm/cli": "7.2.1", "@mikro-orm/migrations": "7.2.1", "@mikro-orm/seeder": "7.2.1", "@mikro-orm/sql": "7.2.1", "mikro-orm-plumbline": "0.1.0" }\r\n}\r\n';
    const project = await StrangersProject.create({ 'package.json': text, 'mikro-orm.config.js': COMMONJS });
    await project.plumb('init --yes --no-vscode');
    const edited = await project.read('package.json');
    expect(edited).toBe(
      text.replace(
        ' }\r\n}\r\n',
        ' },\r\n\t"mikro-orm": {\r\n\t\t"configPaths": [\r\n\t\t\t"./plumb.config.js",\r\n\t\t\t"./mikro-orm.config.js"\r\n\t\t]\r\n\t}\r\n}\r\n',
      ),
    );
  });

  test.each<[where: string, files: Files]>([
    ['a Dockerfile', { Dockerfile: 'FROM node:24\nCMD npx mikro-orm migration:up && node .\n' }],
    ['a compose file', { 'compose.yaml': 'services:\n  migrate:\n    command: npx mikro-orm migration:up\n' }],
    ['a start-up script', { 'docker/entrypoint.sh': '#!/bin/sh\nnpm run db:up\nexec node .\n' }],
    ['a script that hosts run', {}],
  ])('has the package among its dependencies where %s runs migrations', async (where, files) => {
    const scripts = {
      'db:up': 'mikro-orm migration:up',
      ...(Object.keys(files).length === 0 && { start: 'npm run db:up && node .' }),
    };
    const project = await StrangersProject.create({
      'package.json': manifest({ scripts }),
      'mikro-orm.config.js': COMMONJS,
      ...files,
    });
    const ended = await project.plumb('init --yes --no-vscode');
    expect(ended.stdout, where).toContain('runs migrations, so the package is among the dependencies');
    expect(ended.stdout).toContain('npm install');
    const { dependencies, devDependencies } = await project.json('package.json');
    expect(dependencies).toHaveProperty(['mikro-orm-plumbline'], '0.1.0');
    expect(devDependencies).toEqual(PEERS);
  });

  test('keeps it among those of development where nothing does', async () => {
    const project = await StrangersProject.create({
      'package.json': manifest({ scripts: { migrate: 'mikro-orm migration:up' } }),
      'mikro-orm.config.js': COMMONJS,
      Dockerfile: 'FROM node:24\n# RUN npx mikro-orm migration:up\nCMD node .\n',
    });
    await project.plumb('init --yes --no-vscode');
    expect(await project.json('package.json')).toMatchObject({ devDependencies: { 'mikro-orm-plumbline': '0.1.0' } });
  });

  test('gets the package, and what that needs of MikroORM in the project’s own version, where it names neither', async () => {
    const project = await StrangersProject.create({
      'package.json': { dependencies: { '@mikro-orm/core': '7.2.1', '@mikro-orm/postgresql': '7.2.1' } },
      'mikro-orm.config.js': COMMONJS,
    });
    await project.plumb('init --yes --no-vscode');
    const { devDependencies } = await project.json('package.json');
    expect(devDependencies).toEqual({ ...PEERS, 'mikro-orm-plumbline': expect.stringMatching(/^\^\d/) });
  });
});

test('the embedded folder is ignored by git where no connection is configured, and only there', async () => {
  const without = CONFIG.replace(`dbName: 'shop', `, '');
  for (const [config, ignored] of [
    [CONFIG, undefined],
    [without, 'dist\n.plumbline/\n'],
    // options of the driver that name no server are no connection, as adopt() sees it
    [without.replace('entities: []', 'driverOptions: { max: 3 }, entities: []'), 'dist\n.plumbline/\n'],
  ] as const) {
    const files: Files = { 'package.json': manifest({ type: 'module' }), 'mikro-orm.config.js': config };
    const project = await StrangersProject.create(ignored ? { ...files, '.gitignore': 'dist' } : files);
    const ended = await project.plumb('init --yes --no-vscode');
    expect(ended, ended.stderr).toMatchObject({ code: 0 });
    expect((await project.everything())['.gitignore']).toBe(ignored);
  }
});

test('a configuration that cannot be loaded now is wrapped, and it is said why it was not looked at', async () => {
  const project = await StrangersProject.create({
    'package.json': manifest({ type: 'module' }),
    'mikro-orm.config.js': `if (!process.env.SHOP_URL) throw new Error('SHOP_URL is not set');\n${CONFIG}`,
  });
  const ended = await project.plumb('init --yes --no-vscode');
  expect(ended, ended.stderr).toMatchObject({ code: 0 });
  expect(ended.stdout.replaceAll(/\s+/g, ' ')).toContain('(mikro-orm.config.js:1): Error: SHOP_URL is not set');
  expect(Object.keys(await project.everything())).toContain('plumb.config.js');
});

test('a configuration that ends the process, or prints, does neither to the command', async () => {
  const project = await StrangersProject.create({
    'package.json': manifest({ type: 'module' }),
    'mikro-orm.config.js': `console.log('hello');\nprocess.exit(0);\n${CONFIG}`,
  });
  const ended = await project.plumb('init --yes --no-vscode');
  expect(ended.stdout).toContain('it ended the process that loaded it');
  expect(ended.stdout).not.toContain('hello');
});

test('--new begins a project that its own commands take', async () => {
  const project = await StrangersProject.create({}, { installed: false });
  const ended = await project.plumb('init --new --yes');
  expect(ended, ended.stderr).toMatchObject({ code: 0 });
  expect(Object.keys(await project.everything())).toEqual([
    '.gitignore',
    'mikro-orm.config.ts',
    'package.json',
    'src/entities/note.ts',
    'tsconfig.json',
  ]);
  await project.install();
  const again = await project.plumb('init --yes --no-vscode');
  expect(again.stdout, again.stderr).toContain('nothing was changed');
  // tsx, which the project would install, is not among what is installed here; this Node reads TypeScript by itself
  const env = { MIKRO_ORM_CLI_TS_LOADER: 'tsx', MIKRO_ORM_CLI_PREFER_TS: '1' };
  for (const line of ['migration:create', 'migration:check', 'migration:up', 'doctor']) {
    const done = await project.plumb(line, env);
    expect(done, done.stderr).toMatchObject({ code: 0 });
  }
  // a file of another project’s is in the way
  await mkdir(join(project.folder, 'more'));
  const refused = await project.plumb('init --new --yes');
  expect(refused).toMatchObject({ code: 60, stderr: expect.stringContaining('PL602') });
}, 240_000);
