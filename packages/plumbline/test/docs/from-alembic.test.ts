import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RunProject, type Written } from '../runner/run-project.ts';
import type { Ended } from '../support/command.ts';
import { embedded, type TestDatabase } from '../support/engines.ts';
import { codeOf, commandsRun, gapsAreExplained, isGap, rowsOf } from './other-tools.ts';

const commands = rowsOf('from-alembic.md', 'Commands');
const settings = rowsOf('from-alembic.md', '`env.py` and its settings');

gapsAreExplained([...commands, ...settings]);
commandsRun('Alembic', commands, {
  // nothing to do in a project that is in order
  exits: { 'npx plumb merge': 56 },
  after: project =>
    test('made what it says', async () => {
      const names = (await project().migrations()).join(' ');
      expect(names).toMatch(/_suppliers\.ts .*_tags\.ts .*_by_hand\.ts/);
      const tags = `src/migrations/${(await project().migrations())[2]}`;
      expect(await project().read(tags)).toContain('add column tags text');
    }),
});

describe('each setting of env.py', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await embedded.create();
  });
  afterAll(() => database.drop());

  const first: Written = { parent: null, up: ['create table item (id bigint)'], down: ['drop table item'] };
  const fails: Written = { parent: 'Migration1', up: ['select 1 / 0'], down: [] };
  const IMPORTS = `import { defineEntity, EntityCaseNamingStrategy, MikroORM, p, Type } from '@mikro-orm/core';
import { plumbline } from 'mikro-orm-plumbline';`;

  /** A project whose configuration has further lines above its options, and further options. */
  async function configured(above: string, own: string, migrations: Record<string, Written> = {}): Promise<RunProject> {
    const project = await RunProject.create(migrations);
    await writeFile(
      join(project.folder, 'mikro-orm.config.js'),
      `${IMPORTS}
${above}
export default await plumbline({
  baseDir: import.meta.dirname,
  dsnVariable: 'SA01_DB_DSN',
  embeddedFolder: '.plumbline',
  entities: [],
  discovery: { warnWhenNoEntities: false },
  migrations: { path: './migrations' },
  ${own}
});
`,
    );
    return project;
  }

  /** Runs a command of a project, and takes the project away. */
  async function saying(project: RunProject, line: string, env = database.env): Promise<Ended> {
    const ended = await project.plumb(line.split(' '), env);
    await project.remove();
    return ended;
  }

  /** What the entities would add to nothing. */
  async function entities(above: string, item: string, own = 'entities: [Item],'): Promise<string> {
    const project = await configured(`${above}\nconst Item = defineEntity({ name: 'Item', ${item} });`, own);
    return (await saying(project, 'diff migrations entities')).stdout;
  }

  const SETTINGS: Record<string, (code: string) => Promise<void>> = {
    '`target_metadata`': async code => {
      expect(await entities('', 'properties: { id: p.bigint().primary() }', `${code},`)).toContain('+ table item');
    },
    '`naming_convention`': async code => {
      const item = 'properties: { id: p.bigint().primary(), madeAt: p.datetime() }';
      expect(await entities('', item)).toContain('+ column made_at');
      expect(await entities('', item, `entities: [Item], ${code},`)).toContain('+ column "madeAt"');
    },
    '`render_item`, custom types': async code => {
      const said = await entities(code, 'properties: { id: p.bigint().primary(), email: p.type(Email) }');
      expect(said).toContain('character varying(320), not null');
    },
    '`include_schemas`': async code => {
      const said = await entities('', `${code}, properties: { id: p.bigint().primary() }`);
      expect(said).toContain('+ table billing.item');
    },
    '`version_table`, `version_table_schema`': async code => {
      const own = await embedded.create();
      const ended = await saying(await configured('', `${code},`, { Migration1: first }), 'migration:up', own.env);
      expect(ended, ended.stderr).toMatchObject({ code: 0 });
      expect(await own.sql('select name from audit.versions')).toEqual([{ name: 'Migration1' }]);
      await own.drop();
    },
    '`transaction_per_migration`': async code => {
      for (const [options, kept] of [
        ['', []],
        [`${code},`, [{ name: 'Migration1' }]],
      ] as const) {
        const own = await embedded.create();
        const project = await configured('', options, { Migration1: first, Migration2: fails });
        expect(await saying(project, 'migration:up', own.env)).toMatchObject({ code: 20 });
        expect(await own.sql('select name from mikro_orm_migrations')).toEqual(kept);
        await own.drop();
      }
    },
    '`transactional_ddl=False`, `autocommit_block()`': async code => {
      const project = await RunProject.create();
      const text = `import { Migration } from '@mikro-orm/migrations';
export class Migration1 extends Migration {
  ${code}
  up() { this.addSql('vacuum'); }
}
`;
      await writeFile(project.path('Migration1'), text);
      const own = await embedded.create();
      expect(await saying(project, 'migration:up', own.env)).toMatchObject({ code: 0 });
      await own.drop();
    },
    '`on_version_apply`': async code => {
      const project = await configured('', '', { Migration1: first });
      const script = `${IMPORTS}
import options from './mikro-orm.config.js';
const orm = await MikroORM.init(options);
${code}
await orm.migrator.up();
await orm.close();
`;
      await writeFile(join(project.folder, 'run.js'), script);
      const own = await embedded.create();
      const ended = await project.run('node', ['run.js'], own.env);
      expect(ended.stdout, ended.stderr).toBe('ran Migration1\n');
      await project.remove();
      await own.drop();
    },
    'multiple databases': async code => {
      const project = await configured('', '');
      const text = `${IMPORTS}
const options = { baseDir: import.meta.dirname, dsnVariable: 'SA01_DB_DSN', embeddedFolder: '.plumbline', entities: [],
  discovery: { warnWhenNoEntities: false }, migrations: { path: './migrations' } };
${code}
`;
      await writeFile(join(project.folder, 'mikro-orm.config.js'), text);
      expect(await project.plumb(['heads', '--contextName=two'], database.env)).toMatchObject({ code: 0 });
      expect(await saying(project, 'heads --contextName=three')).toMatchObject({ code: 2 });
    },
    '`op.execute` with parameters, `op.bulk_insert`': async code => {
      const project = await RunProject.create({ Migration1: first });
      const text = `import { Migration } from '@mikro-orm/migrations';
export class Migration2 extends Migration { up() { ${code} } down() {} }
`;
      await writeFile(project.path('Migration2'), text);
      expect((await saying(project, 'sql')).stdout).toContain('insert into item (id) values (1);');
    },
    '`op.get_bind()`': async code => {
      const project = await RunProject.create();
      const text = `import { Migration } from '@mikro-orm/migrations';
export class Migration1 extends Migration { async up() { await ${code}; } }
`;
      await writeFile(project.path('Migration1'), text);
      const own = await embedded.create();
      expect(await project.plumb(['migration:up'], own.env)).toMatchObject({ code: 0 });
      expect(await saying(project, 'sql')).toMatchObject({ code: 55 });
      await own.drop();
    },
  };

  test.each(settings.filter(row => !isGap(row)))('$theirs is $here', async row => {
    const shown = SETTINGS[row.theirs];
    expect(shown, 'a setting that nothing shows').toBeDefined();
    expect(codeOf(row)).not.toBe('');
    await shown?.(codeOf(row));
  });
});
