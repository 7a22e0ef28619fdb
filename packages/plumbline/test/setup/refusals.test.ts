import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { expectOneScreen, SECRET } from '../cli/one-screen.ts';
import { COMMONJS, CONFIG, type Files, manifest, StrangersProject } from './project.ts';

interface Refusal {
  what: string;
  files: Files;
  line?: string;
  exit: number;
  says: string[];
  folder?: string;
}

const PROJECT: Files = { 'package.json': manifest({ type: 'module' }), 'mikro-orm.config.js': CONFIG };
const WITHOUT = { '@mikro-orm/core': '7.2.1', '@mikro-orm/postgresql': '7.2.1' };

const REFUSALS: Refusal[] = [
  { what: 'an empty folder', files: {}, exit: 60, says: ['PL600', 'there is no package.json', 'init --new'] },
  {
    what: 'a folder below package.json',
    files: { ...PROJECT, 'src/index.js': '' },
    folder: 'src',
    exit: 60,
    says: ['PL600', 'fix:   cd /'],
  },
  {
    what: 'a package.json that is no JSON',
    files: { 'package.json': '{\n  "name": "shop",\n  oops\n}\n' },
    exit: 60,
    says: ['package.json:3:3: error PL601'],
  },
  {
    what: 'no configuration',
    files: { 'package.json': manifest() },
    exit: 60,
    says: ['PL600', './mikro-orm.config.ts'],
  },
  {
    what: 'a configuration that MikroORM does not find',
    files: { 'package.json': manifest(), 'src/database/orm.config.ts': CONFIG },
    exit: 60,
    says: ['PL600', 'init --config src/database/orm.config.ts'],
  },
  {
    what: 'a configuration in a package of the repository',
    files: {
      'package.json': manifest(),
      'packages/api/package.json': manifest(),
      'packages/api/mikro-orm.config.ts': CONFIG,
    },
    exit: 60,
    says: ['PL600', 'cd packages/api && npx mikro-orm-plumbline init'],
  },
  {
    what: 'another database',
    files: {
      'package.json': manifest({ type: 'module' }),
      'mikro-orm.config.js': `class MySqlDriver {}\nexport default { driver: MySqlDriver, password: '${SECRET}' };\n`,
    },
    exit: 62,
    says: ['mikro-orm.config.js', 'PL605', 'MySqlDriver'],
  },
  {
    what: 'another database, whose configuration cannot be loaded',
    files: {
      'package.json': manifest({ type: 'module' }),
      'mikro-orm.config.js': `import { defineConfig } from '@mikro-orm/mysql';\nexport default defineConfig({});\n`,
    },
    exit: 62,
    says: ['PL605', '@mikro-orm/mysql'],
  },
  {
    what: 'an older MikroORM',
    files: { 'package.json': { dependencies: { '@mikro-orm/core': '^6.4.0' } }, 'mikro-orm.config.js': COMMONJS },
    exit: 61,
    says: ['PL604', '^6.4.0', '7.2.1'],
  },
  {
    what: 'a plumb.config of somebody else’s',
    files: { ...PROJECT, 'plumb.config.js': 'export default {};\n' },
    exit: 60,
    says: ['PL602', 'plumb.config.js'],
  },
  {
    what: 'a folder that cannot be written to',
    files: { ...PROJECT },
    exit: 60,
    says: ['PL602', 'cannot be written; nothing was changed'],
  },
  {
    what: 'nobody at a terminal',
    files: PROJECT,
    line: 'init',
    exit: 2,
    says: ['PL001', '--yes', '--dry-run'],
  },
  {
    what: 'a flag that does not exist',
    files: PROJECT,
    line: 'init --ci jenkins',
    exit: 2,
    says: ['PL001', 'jenkins'],
  },
];

test.each(REFUSALS)('init ends in one screen, and writes nothing: $what', async refusal => {
  const { what, files, line = 'init --yes', exit, says, folder } = refusal;
  const project = await StrangersProject.create(files, { installed: what !== 'an older MikroORM' });
  // a folder is where a file of the set-up would be written: nobody can, not even root
  if (what.includes('cannot be written')) await mkdir(join(project.folder, '.vscode/launch.json'), { recursive: true });
  const before = await project.everything();
  const ended = await project.plumb(line, {}, folder);
  expect(ended, ended.stderr).toMatchObject({ code: exit, stdout: '' });
  for (const words of says) expect(ended.stderr).toContain(words);
  expectOneScreen(ended.stderr);
  expect(ended.stderr).not.toContain('PL000');
  expect(await project.everything()).toEqual(before);
});

describe('every other command says of a project that is not set up what is missing', () => {
  test.each<[what: string, files: Files, exit: number, words: string]>([
    ['no package.json', {}, 60, 'PL600'],
    ['a package.json that is no JSON', { 'package.json': '{ oops' }, 60, 'PL601'],
    ['no local command', { ...PROJECT, 'package.json': { type: 'module', dependencies: WITHOUT } }, 61, 'PL603'],
    ['no configuration', { 'package.json': manifest() }, 60, 'PL600'],
    [
      'a configuration that throws',
      { ...PROJECT, 'mikro-orm.config.js': `const url = undefined;\nexport default { dbName: url.pathname };\n` },
      34,
      'mikro-orm.config.js:2:',
    ],
    ['MikroORM’s own migrator', PROJECT, 62, 'PL606'],
  ])('%s', async (_, files, exit, words) => {
    const project = await StrangersProject.create(files);
    for (const line of ['status', 'heads', 'verify']) {
      const ended = await project.plumb(line);
      expect(ended, `${line}: ${ended.stderr}`).toMatchObject({ code: exit, stdout: '' });
      expect(ended.stderr).toContain(words);
      expectOneScreen(ended.stderr);
    }
  });
});
