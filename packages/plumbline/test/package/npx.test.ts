import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CONFIG, manifest } from '../setup/project.ts';
import { type Ended, run } from '../support/command.ts';
import { layInstalled, linkInstalled, pack } from '../support/packed.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plumbline-npx-'));
  const archive = await pack(folder);
  // what npx brings: the package, and what it needs by itself
  await layInstalled(archive, join(folder, 'cache'), ['@mikro-orm']);
}, 120_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

const npx = (line: string, project: string): Promise<Ended> =>
  run(
    'node',
    [join(folder, 'cache/node_modules/mikro-orm-plumbline/bin/plumb.js'), ...line.split(' ')],
    {},
    join(folder, project),
  );

describe('brought for one command, as npx does', () => {
  test('it sets a project up with the MikroORM that is installed there', async () => {
    await linkInstalled(join(folder, 'shop'));
    await writeFile(join(folder, 'shop/package.json'), JSON.stringify(manifest({ type: 'module' })));
    await writeFile(join(folder, 'shop/mikro-orm.config.js'), CONFIG);
    const ended = await npx('init --yes --no-vscode', 'shop');
    expect(ended, ended.stderr).toMatchObject({ code: 0, stdout: expect.stringContaining('PostgreSqlDriver') });
    expect(await readFile(join(folder, 'shop/plumb.config.js'), 'utf8')).toContain('adopt(own)');
  });

  test('it begins a project where nothing is installed', async () => {
    await mkdir(join(folder, 'notes'));
    const silent = await npx('init --new', 'notes');
    expect(silent).toMatchObject({ code: 2, stderr: expect.stringContaining('nobody is there to be asked') });
    const ended = await npx('init --new --yes', 'notes');
    expect(ended, ended.stderr).toMatchObject({ code: 0, stdout: expect.stringContaining('npm install') });
    expect(await readdir(join(folder, 'notes'))).toContain('mikro-orm.config.ts');
    const unknown = await npx('init --new --ci github', 'notes');
    expect(unknown).toMatchObject({ code: 2, stderr: expect.stringMatching(/^error PL001: .*--ci/s) });
  });

  test('it says what of MikroORM is missing, and how to install it', async () => {
    await mkdir(join(folder, 'bare'));
    const { code, stdout, stderr } = await npx('status', 'bare');
    expect({ code, stdout }).toEqual({ code: 61, stdout: '' });
    expect(stderr).toMatch(
      /^error PL604: @mikro-orm\/cli, .* are not installed in this project\n {2}why: .*\n {2}fix: {3}npm install -D @mikro-orm\/cli@/,
    );
  });
});
