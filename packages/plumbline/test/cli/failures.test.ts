import { describe, expect, test } from 'vitest';
import { commands } from '../../src/cli/commands/index.ts';
import { embedded } from '../support/engines.ts';
import { expectOneScreen, SECRET } from './one-screen.ts';
import { mikroOrm, plumb } from './process.ts';

const NOWHERE = { SA01_DB_DSN: `postgresql://anyone:${SECRET}@127.0.0.1:1/nowhere` };
const EMPTY = { SA01_DB_DSN: '', PLUMBLINE_FOLDER: '/proc/plumbline' };

const OWN = commands.map(({ command }) => String(command).split(' ')[0]);

describe('plumb', () => {
  test.each<[string, string[], NodeJS.ProcessEnv, number, string]>([
    ['a command that does not exist', ['nope'], EMPTY, 2, 'error PL001: the command line is not understood'],
    ['a command with a slip', ['overveiw'], EMPTY, 2, 'Did you mean overview?'],
    ['a flag that does not exist', ['overview', '--nope'], EMPTY, 2, 'Unknown argument: nope'],
    ['a DSN that cannot be read', ['overview'], { SA01_DB_DSN: 'nonsense' }, 10, 'error PL101'],
    ['no DSN in production', ['current'], { SA01_DB_DSN: '', NODE_ENV: 'production' }, 10, 'error PL100'],
    ['a server that does not answer', ['current'], NOWHERE, 11, 'nowhere on 127.0.0.1:1'],
    ['a configuration that is not there', ['heads', '--config', 'no.js'], EMPTY, 60, 'error PL600: no configuration'],
    ['a context that is not there', ['heads', '--contextName', 'no'], EMPTY, 2, 'no configuration is called no'],
    ['a stock command that fails', ['migration:list'], { SA01_DB_DSN: 'nonsense' }, 10, 'error PL101'],
  ])('%s: exit code and one screen', async (_, args, env, code, words) => {
    const ended = await plumb(env, ...args);
    expect(ended).toMatchObject({ code, stdout: '' });
    expect(ended.stderr).toContain(words);
    expectOneScreen(ended.stderr);
  });

  test('without a command shows its help, and the help names every command of its own', async () => {
    const { code, stdout } = await plumb(EMPTY);
    expect(code).toBe(0);
    const named = [...stdout.matchAll(/^ {2}([a-z:-]+) .*$/gm)].map(([, name]) => name);
    expect(named).toEqual(expect.arrayContaining(OWN));
    expect(named, 'each once').toEqual([...new Set(named)]);
    expect(named).toContain('migration:up');
    const last = named.slice(named.indexOf('cache:clear'));
    expect(last, 'commands of our own stand in a group').not.toEqual(expect.arrayContaining([expect.toBeOneOf(OWN)]));
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
  });
});

test.each<[string, string | RegExp]>([
  ['gcc', /^plumb: error PL101 /],
  ['github', '::error title=PL101::'],
  ['json', '"code": "PL101"'],
  ['sarif', '"ruleId": "PL101"'],
])('mikro-orm fails in the form that PLUMBLINE_FORMAT says: %s', async (form, words) => {
  const ended = await mikroOrm({ SA01_DB_DSN: 'nonsense', PLUMBLINE_FORMAT: form }, 'migration:list');
  expect(ended).toMatchObject({ code: 10, stderr: '' });
  expect(ended.stdout).toMatch(words);
});

test('an unexpected failure shows where it comes from where that is asked for', async () => {
  const args = ['cache:generate', '--combined', '/proc/none/cache.json'];
  expect((await plumb(EMPTY, ...args)).stderr).toContain('error PL000: ENOENT');
  expect((await plumb(EMPTY, ...args)).stderr).not.toMatch(/^\s+at /m);
  expect((await plumb({ ...EMPTY, MIKRO_ORM_CLI_VERBOSE: '1' }, ...args)).stderr).toMatch(/^\s+at .*open/m);
});

describe('mikro-orm seeder:run', () => {
  test.each<[string, string[], string]>([
    ['before the migrations', [], 'run the migrations first'],
    ['with a seeder that does not exist', ['--class', 'NoSeeder'], 'the seeder cannot be loaded: NoSeeder'],
  ])('%s: exit code and one screen', async (_, args, words) => {
    const database = await embedded.create();
    const ended = await mikroOrm(database.env, 'seeder:run', ...args).finally(() => database.drop());
    expect(ended.code).toBe(40);
    expect(ended.stderr).toContain(words);
    expectOneScreen(ended.stderr);
  });
});
