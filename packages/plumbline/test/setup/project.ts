import { mkdir, mkdtemp, readdir, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type Ended, run } from '../support/command.ts';
import { REPOSITORY } from '../support/repository.ts';

/** Files by their paths; an object is written as JSON. */
export type Files = Record<string, string | object>;

/** A stranger's project: what it has installed is what this repository has. */
export class StrangersProject {
  readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
  }

  /** Makes one that goes with the test. */
  static async create(files: Files, { installed = true } = {}): Promise<StrangersProject> {
    const project = new StrangersProject(await realpath(await mkdtemp(join(tmpdir(), 'plumbline-setup-'))));
    onTestFinished(() => rm(project.folder, { recursive: true, force: true }));
    if (installed) await project.install();
    for (const [path, content] of Object.entries(files)) await project.write(path, content);
    return project;
  }

  install(): Promise<void> {
    return symlink(join(REPOSITORY, 'node_modules'), join(this.folder, 'node_modules'));
  }

  async write(path: string, content: string | object): Promise<void> {
    await mkdir(dirname(join(this.folder, path)), { recursive: true });
    await writeFile(
      join(this.folder, path),
      typeof content === 'string' ? content : `${JSON.stringify(content, null, 2)}\n`,
    );
  }

  read(path: string): Promise<string> {
    return readFile(join(this.folder, path), 'utf8');
  }

  async json(path: string): Promise<Record<string, never>> {
    return JSON.parse(await this.read(path));
  }

  /** Every file with what it holds, but for what is installed. */
  async everything(): Promise<Record<string, string>> {
    const entries = await readdir(this.folder, { recursive: true, withFileTypes: true });
    const files = entries
      .filter(one => one.isFile())
      .map(one => join(one.parentPath, one.name).slice(this.folder.length + 1));
    const all = files.filter(path => !path.startsWith('node_modules/')).sort();
    return Object.fromEntries(await Promise.all(all.map(async path => [path, await this.read(path)])));
  }

  plumb(line: string, env: NodeJS.ProcessEnv = {}, folder = ''): Promise<Ended> {
    return run('plumb', line.split(' '), env, join(this.folder, folder));
  }
}

/** What the package needs beside those. */
export const PEERS = {
  '@mikro-orm/cli': '7.2.1',
  '@mikro-orm/migrations': '7.2.1',
  '@mikro-orm/seeder': '7.2.1',
  '@mikro-orm/sql': '7.2.1',
};

/** What a project of MikroORM names, with more. */
export const manifest = (more: object = {}): object => ({
  name: 'shop',
  dependencies: { '@mikro-orm/core': '7.2.1', '@mikro-orm/postgresql': '7.2.1' },
  devDependencies: { ...PEERS, 'mikro-orm-plumbline': '0.1.0' },
  ...more,
});

/** A configuration as strangers write it. */
export const CONFIG = `import { defineConfig } from '@mikro-orm/postgresql';

export default defineConfig({ dbName: 'shop', entities: [], discovery: { warnWhenNoEntities: false } });
`;
export const COMMONJS = `const { defineConfig } = require('@mikro-orm/postgresql');

module.exports = defineConfig({ dbName: 'shop', entities: [], discovery: { warnWhenNoEntities: false } });
`;
