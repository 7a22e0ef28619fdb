import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { said } from '../runner/run-project.ts';
import { type Ended, start } from '../support/command.ts';
import { REPOSITORY } from '../support/repository.ts';

/** Who generates and runs the migrations: this toolkit, or MikroORM as it comes. */
export type Maker = 'ours' | 'stock';

/** How the vector index of the changed entity is called: MikroORM sees a changed index only under another name. */
const INDEX_AFTER: Record<Maker, string> = { ours: 'item_near', stock: 'item_near_2' };

const near = (name: string, m: number): string =>
  `{ name: '${name}', expression: 'create index ${name} on item using hnsw (embedding vector_l2_ops) with (m = ${m}, ef_construction = 16)' }`;

/** A table that is read and written all the time, before and after the five changes. */
const entities = (maker: Maker, changed: boolean): string => `import { defineEntity, p } from '@mikro-orm/core';

export const Owner = defineEntity({ name: 'Owner', tableName: 'owner', properties: { id: p.integer().primary() } });

export const Item = defineEntity({
  name: 'Item',
  tableName: 'item',
  indexes: [${changed ? `{ name: 'item_n', properties: 'n' }, ${near(INDEX_AFTER[maker], 5)}` : near('item_near', 4)}],
  checks: [${changed ? `{ name: 'item_n_counts', expression: 'n >= 0' }` : ''}],
  properties: {
    id: p.bigint().primary(),
    ${changed ? `owner: () => p.manyToOne(Owner).fieldName('owner_id').nullable()` : `ownerId: p.integer().nullable()`},
    n: p.integer()${changed ? '' : '.nullable()'},
    note: p.text().nullable(),
    embedding: p.string().columnType('vector(8)').nullable(),
  },
});

export const entities = [Owner, Item];
`;

const CONFIG: Record<Maker, string> = {
  ours: `import { plumbline } from 'mikro-orm-plumbline';
import { entities } from './entities.js';

export default await plumbline({
  baseDir: import.meta.dirname,
  dsnVariable: 'SA01_DB_DSN',
  embeddedFolder: '.plumbline',
  entities,
  shadow: { prelude: 'create extension vector' },
  migrations: { path: './migrations' },
});
`,
  stock: `import { defineConfig } from '@mikro-orm/postgresql';
import { Migrator } from '@mikro-orm/migrations';
import { entities } from './entities.js';

export default defineConfig({
  clientUrl: process.env.SA01_DB_DSN,
  entities,
  extensions: [Migrator],
  migrations: { path: './migrations', emit: 'ts', snapshotName: 'snapshot' },
});
`,
};

export class BusyProject {
  readonly maker: Maker;
  readonly #folder: string;

  private constructor(maker: Maker, folder: string) {
    this.maker = maker;
    this.#folder = folder;
  }

  static async create(maker: Maker): Promise<BusyProject> {
    const project = new BusyProject(maker, await mkdtemp(join(tmpdir(), `plumbline-busy-${maker}-`)));
    const write = (file: string, text: string): Promise<void> => writeFile(join(project.#folder, file), text);
    await mkdir(join(project.#folder, 'migrations'));
    await symlink(join(REPOSITORY, 'node_modules'), join(project.#folder, 'node_modules'));
    await write('mikro-orm.config.js', CONFIG[maker]);
    await write('entities.js', entities(maker, false));
    await write(
      'package.json',
      JSON.stringify({
        type: 'module',
        'mikro-orm': { preferTs: false, configPaths: ['./mikro-orm.config.js'] },
        dependencies: { '@mikro-orm/cli': '*' },
      }),
    );
    return project;
  }

  change(): Promise<void> {
    return writeFile(join(this.#folder, 'entities.js'), entities(this.maker, true));
  }

  async mikroOrm(args: string[], env: NodeJS.ProcessEnv): Promise<Ended> {
    const ended = await start('mikro-orm', args, env, this.#folder).ended;
    if (ended.code !== 0) throw new Error(`${this.maker}: ${args.join(' ')} ended with ${said(ended)}`);
    return ended;
  }

  /** Names of the migrations, in order. */
  async migrations(): Promise<string[]> {
    return (await readdir(join(this.#folder, 'migrations'))).filter(file => /^Migration.*\.[jt]s$/.test(file)).sort();
  }

  /** What the migrations queue, as their files say it. */
  async text(): Promise<string> {
    const texts = (await this.migrations()).map(file => readFile(join(this.#folder, 'migrations', file), 'utf8'));
    return (await Promise.all(texts)).join('\n');
  }

  remove(): Promise<void> {
    return rm(this.#folder, { recursive: true, force: true });
  }
}
