import { cp, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Ended, run } from '../support/command.ts';
import { PACKAGE } from '../support/packed.ts';
import { REPOSITORY } from '../support/repository.ts';

/** What git has of the package, as far as a command needs it. */
const TRACKED = ['bin', 'scripts', 'src', 'package.json', 'tsconfig.json'];

/** How long four builds may take where others work too, in milliseconds. */
const BUILDS = 240_000;

let root: string;
let folder: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'plumbline-checkout-'));
  folder = join(root, 'packages/plumbline');
  await cp(join(REPOSITORY, 'tsconfig.base.json'), join(root, 'tsconfig.base.json'));
  for (const name of TRACKED) await cp(join(PACKAGE, name), join(folder, name), { recursive: true });
});
afterEach(() => rm(root, { recursive: true, force: true }));

/** As `npm ci --ignore-scripts` leaves it: nothing is built. */
const install = (): Promise<void> => symlink(join(REPOSITORY, 'node_modules'), join(root, 'node_modules'));

/** As `npx plumb --help` runs it. */
const help = (): Promise<Ended> => run('node', ['packages/plumbline/bin/plumb.js', '--help'], {}, root);

async function edit(from: string, to: string): Promise<void> {
  const path = join(folder, 'src/cli/commands/heads.ts');
  const text = await readFile(path, 'utf8');
  expect(text.split(from)).toHaveLength(2);
  await writeFile(path, text.replace(from, to));
}

test('a checkout that nothing was built in builds itself when a command runs', async () => {
  await install();
  const { code, stdout, stderr } = await help();
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toContain('Running migrations');
  expect(await readdir(folder)).toContain('dist');
});

test('what was built from other sources never runs: it is built again, or the command ends', {
  timeout: BUILDS,
}, async () => {
  await install();
  await help();
  await edit(`describe: '`, `describe: 'Edited. `);
  expect((await help()).stdout).toContain('Edited. ');
  await edit(`schema: 'heads/1'`, 'schema: 1');
  const broken = await help();
  expect(broken).toMatchObject({ code: 1, stdout: '' });
  expect(broken.stderr).toMatch(
    /^error: the package cannot be built from its sources:\n.*heads\.ts\(\d+,\d+\): error TS/,
  );
  // and again: a build that failed leaves nothing that looks new
  expect((await help()).code).toBe(1);
});

test('a checkout without a compiler says what is missing', async () => {
  const lacking = await help();
  expect(lacking).toMatchObject({ code: 1, stdout: '' });
  expect(lacking.stderr).toContain('the compiler is not installed: run npm ci');
});
