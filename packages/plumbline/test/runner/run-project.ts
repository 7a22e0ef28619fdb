import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Options } from '@mikro-orm/core';
import { plumbline } from '../../src/index.ts';
import { type Ended, type Started, start } from '../support/command.ts';
import { REPOSITORY } from '../support/repository.ts';

/** A migration to be written: its statements, and what it says beside them. */
export interface Written {
  up: string[];
  down?: string[];
  /** Each statement on its own, outside a transaction where it must be. */
  apart?: boolean;
  /** The migration that it was made on top of. */
  parent?: string | null;
  /** More members of the class, as text. */
  members?: string;
}

/** How a command ended, to be read in a message. */
export const said = ({ code, stderr }: Ended): string => `${code}: ${stderr}`;

/** What a run says first of a migration. */
const BEGINS = / (?:applying|reverting|going on with) /;

const CONFIG = `import { plumbline } from 'mikro-orm-plumbline';

export default await plumbline({
  baseDir: import.meta.dirname,
  dsnVariable: 'SA01_DB_DSN',
  embeddedFolder: '.plumbline',
  entities: [],
  discovery: { warnWhenNoEntities: false },
  migrations: { path: './migrations' },
});
`;

/** A project that has nothing but migrations, in a folder of its own. */
export class RunProject {
  readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
  }

  static async create(migrations: Record<string, Written> = {}): Promise<RunProject> {
    const project = new RunProject(await mkdtemp(join(tmpdir(), 'plumbline-run-')));
    await mkdir(join(project.folder, 'migrations'));
    await symlink(join(REPOSITORY, 'node_modules'), join(project.folder, 'node_modules'));
    await writeFile(join(project.folder, 'mikro-orm.config.js'), CONFIG);
    await writeFile(
      join(project.folder, 'package.json'),
      JSON.stringify({
        type: 'module',
        'mikro-orm': { preferTs: false, configPaths: ['./mikro-orm.config.js'] },
        // the stock command looks for itself here
        dependencies: { '@mikro-orm/cli': '*' },
      }),
    );
    for (const [name, migration] of Object.entries(migrations)) await project.write(name, migration);
    return project;
  }

  path(name: string): string {
    return join(this.folder, 'migrations', `${name}.ts`);
  }

  write(name: string, migration: Written): Promise<void> {
    return writeFile(this.path(name), textOf(name, migration));
  }

  /** Replaces a text of a migration that has to be there, once. */
  async edit(name: string, from: string, to: string): Promise<void> {
    const text = await readFile(this.path(name), 'utf8');
    if (text.split(from).length !== 2) throw new Error(`${name} does not hold this once: ${from}`);
    await writeFile(
      this.path(name),
      text.replace(from, () => to),
    );
  }

  delete(name: string): Promise<void> {
    return rm(this.path(name));
  }

  /** The stock command, running. */
  start(args: string[], env: NodeJS.ProcessEnv): Started {
    return start('mikro-orm', args, env, this.folder);
  }

  /** The stock command, run to its end. */
  mikroOrm(args: string[], env: NodeJS.ProcessEnv): Promise<Ended> {
    return this.start(args, env).ended;
  }

  /** What the configuration file says, for commands that are called in the process of the test. */
  options(env: NodeJS.ProcessEnv): Promise<Partial<Options>> {
    return plumbline({
      baseDir: this.folder,
      dsnVariable: 'SA01_DB_DSN',
      embeddedFolder: '.plumbline',
      env,
      entities: [],
      discovery: { warnWhenNoEntities: false },
      migrations: { path: './migrations' },
    });
  }

  /** `plumb`, run to its end. */
  plumb(args: string[], env: NodeJS.ProcessEnv): Promise<Ended> {
    return this.run('plumb', args, env);
  }

  run(command: string, args: string[], env: NodeJS.ProcessEnv): Promise<Ended> {
    return start(command, args, env, this.folder).ended;
  }

  /** The stock command, which has to succeed. */
  async succeeds(args: string[], env: NodeJS.ProcessEnv): Promise<Ended> {
    const ended = await this.mikroOrm(args, env);
    if (ended.code !== 0) throw new Error(`${args.join(' ')} ended with ${said(ended)}`);
    return ended;
  }

  /** How long a run that succeeds takes from the moment when it begins with a migration, in milliseconds. */
  async times(args: string[], env: NodeJS.ProcessEnv): Promise<number> {
    const running = this.start(args, env);
    await running.says(BEGINS);
    const started = performance.now();
    const ended = await running.ended;
    if (ended.code !== 0) throw new Error(`${args.join(' ')} ended with ${said(ended)}`);
    return performance.now() - started;
  }

  /** Runs the stock command, and does something to it at a moment of the run that nothing chose. */
  async struck(args: string[], env: NodeJS.ProcessEnv, ms: number, strike: (run: Started) => unknown): Promise<Ended> {
    const running = this.start(args, env);
    await running.says(BEGINS);
    await sleep(Math.random() * ms);
    await strike(running);
    return running.ended;
  }

  remove(): Promise<void> {
    return rm(this.folder, { recursive: true, force: true });
  }
}

const queue = (statements: string[]): string =>
  statements.map(sql => `    this.addSql(${JSON.stringify(sql)});\n`).join('');

const textOf = (name: string, { up, down = [], apart = false, parent, members = '' }: Written): string =>
  `import { Migration } from '@mikro-orm/migrations';

export class ${name} extends Migration {
${parent === undefined ? '' : `  static readonly parent = ${JSON.stringify(parent)};\n`}${members}
  override isTransactional(): boolean {
    return ${!apart};
  }

  override up(): void {
${queue(up)}  }

  override down(): void {
${queue(down)}  }
}
`;
