import { cp, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Ended, run } from './command.ts';
import { BOOKSHOP, REPOSITORY } from './repository.ts';

/** The parts of the bookshop. */
const SHOP = ['src', 'package.json', 'mikro-orm.config.ts', 'mikro-orm.config.js'];

/** A project in a folder of its own, to be edited as a developer does, with an embedded database beside it. */
export class CopiedProject {
  readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
  }

  /** Copies the bookshop, or parts of another project. */
  static async create(from = BOOKSHOP, parts: readonly string[] = SHOP): Promise<CopiedProject> {
    const folder = await mkdtemp(join(tmpdir(), 'plumbline-project-'));
    for (const part of parts) await cp(join(from, part), join(folder, part), { recursive: true });
    await symlink(join(REPOSITORY, 'node_modules'), join(folder, 'node_modules'));
    return new CopiedProject(folder);
  }

  /** Replaces a text that has to be there, once. */
  async edit(file: string, from: string, to: string): Promise<void> {
    const path = join(this.folder, file);
    const text = await readFile(path, 'utf8');
    if (text.split(from).length !== 2) throw new Error(`${file} does not hold this once: ${from}`);
    await writeFile(
      path,
      text.replace(from, () => to),
    );
  }

  write(file: string, text: string): Promise<void> {
    return writeFile(join(this.folder, file), text);
  }

  read(file: string): Promise<string> {
    return readFile(join(this.folder, file), 'utf8');
  }

  /** Everything in the folder of migrations, hidden files too. */
  async migrations(): Promise<string[]> {
    return (await readdir(join(this.folder, 'src/migrations'))).sort();
  }

  plumb(args: string[], env: NodeJS.ProcessEnv = {}): Promise<Ended> {
    return this.run('plumb', args, env);
  }

  mikroOrm(args: string[], env: NodeJS.ProcessEnv = {}): Promise<Ended> {
    return this.run('mikro-orm', args, env);
  }

  run(command: string, args: string[], env: NodeJS.ProcessEnv = {}): Promise<Ended> {
    return run(command, args, env, this.folder);
  }

  remove(): Promise<void> {
    return rm(this.folder, { recursive: true, force: true });
  }
}
