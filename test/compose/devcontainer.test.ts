import { randomUUID } from 'node:crypto';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Ended, run } from '../../packages/plumbline/test/support/command.ts';
import { onServer } from '../../packages/plumbline/test/support/engines.ts';
import { readJsonc } from '../editor/files.ts';
import { PROJECT } from '../support/platform.ts';

/** What of the project is opened in it. */
const PARTS = [
  '.devcontainer',
  'src',
  'scripts',
  'Makefile',
  'package.json',
  'package-lock.json',
  'tsconfig.base.json',
  'tsconfig.json',
  'packages/plumbline',
  'mikro-orm.config.ts',
  'mikro-orm.config.js',
];

/** An image is built and packages are installed, in milliseconds. */
const PATIENCE = 600_000;

onServer('The devcontainer', () => {
  const name = `plumbline-test-${randomUUID().slice(0, 8)}`;
  let folder: string;

  const compose = (...args: string[]): Promise<Ended> => {
    const all = ['compose', '--project-name', name, '--file', '.devcontainer/compose.yaml', ...args];
    return run('docker', all, {}, folder);
  };
  /** As the editor does: in the workspace, as a user with the number of the one outside. */
  const inside = (command: string): Promise<Ended> => {
    const { workspaceFolder = '', service = '' } = readJsonc<Record<string, string>>('.devcontainer/devcontainer.json');
    const as = ['--user', `${process.getuid?.()}`, '--env', 'HOME=/tmp', '--workdir', workspaceFolder];
    return compose('exec', '-T', ...as, service, 'sh', '-c', command);
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'plumbline-devcontainer-'));
    // what is built there is built from the sources
    const filter = (path: string): boolean => !/\/(?:dist|node_modules)$/.test(path);
    for (const part of PARTS) await cp(join(PROJECT, part), join(folder, part), { recursive: true, filter });
    const { code, stderr } = await compose('up', '--build', '--detach');
    expect(code, stderr).toBe(0);
  }, PATIENCE);
  afterAll(async () => {
    await compose('down', '--volumes', '--timeout', '2');
    await rm(folder, { recursive: true });
  });

  test(
    'what it runs when it is made installs the project, and make up finds the PostgreSQL beside it',
    async () => {
      const { postCreateCommand } = readJsonc<Record<string, string>>('.devcontainer/devcontainer.json');
      const made = await inside(String(postCreateCommand));
      expect(made.code, made.stderr).toBe(0);
      const { code, stdout, stderr } = await inside('make up');
      expect(code, stderr).toBe(0);
      expect(stdout).toContain('12 tables, 8 rows');
      expect(stdout).toContain('postgres:5432');
      expect((await inside('git --version && psql --version')).code).toBe(0);
    },
    PATIENCE,
  );
});
