import { mkdir, mkdtemp, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EntitySchema, MikroORM, type Options } from '@mikro-orm/core';
import { inject } from 'vitest';
import { plumbline } from '../../src/config.ts';

import type { CreateOptions, Migrator } from '../../src/orm/migrator.ts';
import type { SchemaGenerator } from '../../src/orm/schema-generator.ts';
import { REPOSITORY } from './repository.ts';

/** A database that nobody made: a server says so at once. */
function nowhere(folder: string): NodeJS.ProcessEnv {
  const server = inject('server');
  return 'dsn' in server
    ? { SA01_DB_DSN: server.dsn.replace(/\/postgres$/, '/nobody_made_this') }
    : { PLUMBLINE_FOLDER: join(folder, '.plumbline') };
}

interface Known {
  orm: MikroORM;
  migrator: Migrator;
  schema: SchemaGenerator;
}

/** A project of a test's own: entities as it gives them, migrations in a folder. Its database does not answer. */
export class SmallProject {
  readonly folder: string;
  #env: NodeJS.ProcessEnv;

  private constructor(folder: string, env: NodeJS.ProcessEnv) {
    this.folder = folder;
    this.#env = env;
  }

  static async create(env?: NodeJS.ProcessEnv): Promise<SmallProject> {
    const folder = await mkdtemp(join(tmpdir(), 'plumbline-small-'));
    await mkdir(join(folder, 'migrations'));
    await symlink(join(REPOSITORY, 'node_modules'), join(folder, 'node_modules'));
    await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
    return new SmallProject(folder, env ?? nowhere(folder));
  }

  /** Works with the project as it is with these entities and options. */
  async with<T>(
    entities: readonly EntitySchema[],
    work: (known: Known) => Promise<T>,
    more: Partial<Options> = {},
  ): Promise<T> {
    const options = await plumbline({
      baseDir: this.folder,
      dsnVariable: 'SA01_DB_DSN',
      embeddedFolder: '.plumbline',
      env: this.#env,
      onNotice: () => {},
      entities: [...entities],
      discovery: { warnWhenNoEntities: false },
      ...more,
      migrations: { path: './migrations', ...more.migrations },
    });
    const orm = await MikroORM.init(options);
    try {
      const migrator = orm.config.getExtension('@mikro-orm/migrator') as unknown as Migrator;
      const schema = orm.config.getExtension('@mikro-orm/schema-generator') as unknown as SchemaGenerator;
      return await work({ orm, migrator, schema });
    } finally {
      await orm.close(true);
    }
  }

  /** `migration:create`, with what it tells meanwhile. */
  async create(entities: readonly EntitySchema[], options: CreateOptions = {}, more: Partial<Options> = {}) {
    const told: string[] = [];
    const created = await this.with(
      entities,
      ({ migrator }) => migrator.createProven({ progress: line => told.push(line), ...options }),
      more,
    );
    return { ...created, told };
  }

  /** `migration:check`: whether nothing is left to do. */
  async isClean(entities: readonly EntitySchema[], more: Partial<Options> = {}): Promise<boolean> {
    return !(await this.with(entities, ({ migrator }) => migrator.checkSchema(), more));
  }

  /** A migration as somebody writes it by hand. */
  write(name: string, up: readonly string[], { header = '' } = {}): Promise<void> {
    return this.put(
      `migrations/${name}.ts`,
      `import { Migration } from '@mikro-orm/migrations';
${header}
export class ${name} extends Migration {
  override up(): void {
${up.map(sql => `    this.addSql(${JSON.stringify(sql)});`).join('\n')}
  }
}
`,
    );
  }

  put(file: string, text: string): Promise<void> {
    return writeFile(join(this.folder, file), text);
  }

  delete(file: string): Promise<void> {
    return rm(join(this.folder, file));
  }

  read(file: string): Promise<string> {
    return readFile(join(this.folder, file), 'utf8');
  }

  /** Edits a migration. It gets another name, as this process has loaded the file under its own. */
  async edit(name: string, edit: (text: string) => string): Promise<void> {
    const [before, after] = [`migrations/${name}`, `migrations/${name.replace(/\.ts$/, '_edited.ts')}`];
    await this.put(before, edit(await this.read(before)));
    await rename(join(this.folder, before), join(this.folder, after));
  }

  async migrations(): Promise<string[]> {
    return (await readdir(join(this.folder, 'migrations'))).sort();
  }

  remove(): Promise<void> {
    return rm(this.folder, { recursive: true, force: true });
  }
}
