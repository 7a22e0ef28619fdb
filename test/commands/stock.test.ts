import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { run, withoutProgress } from '../../packages/plumbline/test/support/command.ts';
import { onEveryEngine, type TestDatabase } from '../../packages/plumbline/test/support/engines.ts';
import { readFacts } from '../support/facts.ts';
import { FULL_LEGACY_WARNINGS, fullLegacyState } from '../support/legacy-state.ts';
import { PROJECT } from '../support/platform.ts';
import { target } from '../support/reference.ts';
import { rowDigests } from '../support/rows.ts';

const MIGRATIONS = join(PROJECT, 'src/migrations');
const INITIAL = /Migration\d{14}_initial_schema/;

onEveryEngine('npx mikro-orm, in the project root and without flags,', engine => {
  let database: TestDatabase;
  const npx = async (command: string) => {
    const { code, stdout, stderr } = await run(
      'npx',
      ['mikro-orm', command],
      { npm_config_loglevel: 'error', ...database.env },
      PROJECT,
    );
    return { code, said: stdout + stderr, stderr: withoutProgress(stderr) };
  };
  /** What is said beside the result: where the data is, unless a DSN says it. */
  const notice = () =>
    database.env.SA01_DB_DSN
      ? ''
      : `warning: SA01_DB_DSN is not set, using the embedded database in ${database.env.PLUMBLINE_FOLDER}\n`;

  describe('on an empty database', () => {
    beforeAll(async () => {
      database = await engine.create();
    });
    afterAll(() => database.drop());

    test.each<[string, (RegExp | string)[]]>([
      ['migration:list', ['No migrations executed yet']],
      ['migration:pending', [INITIAL]],
      ['migration:up', [INITIAL, 'Successfully migrated up to the latest version']],
      ['migration:list', [INITIAL, /\d{4}-\d{2}-\d{2}T/]],
      ['migration:pending', ['No pending migrations']],
      ['seeder:run', ['Seeder DatabaseSeeder successfully executed']],
      ['migration:check', ['No changes required, schema is up-to-date']],
      ['migration:up', ['Successfully migrated up to the latest version']],
    ])('%s', async (command, said) => {
      const ended = await npx(command);
      expect(ended).toMatchObject({ code: 0, stderr: notice() });
      for (const words of said) expect(ended.said).toMatch(words);
    });

    test('migration:create, where the entities say nothing new, writes nothing', async () => {
      const before = await readdir(MIGRATIONS);
      const ended = await npx('migration:create');
      const written = (await readdir(MIGRATIONS)).filter(file => !before.includes(file));
      for (const file of written) await rm(join(MIGRATIONS, file));
      expect(written).toEqual([]);
      expect(ended).toMatchObject({ code: 0, stderr: notice() });
      expect(ended.said).toContain('No changes required, schema is up-to-date');
    });

    test('what they left is the schema with its reference rows', async () => {
      const { tables, enums } = await readFacts(database.sql);
      expect(Object.keys(tables)).toEqual(Object.keys(target.tables));
      expect(enums).toEqual(target.enums);
      const [rows] = await database.sql(`select (select count(*) from tool_catalog)::int as tools,
        (select count(*) from multimodal_capabilities)::int as capabilities, (select count(*) from prompts)::int as prompts`);
      expect(rows).toEqual({ tools: 2, capabilities: 5, prompts: 1 });
    });

    test('migration:down', async () => {
      const ended = await npx('migration:down');
      expect(ended).toMatchObject({ code: 0, stderr: notice() });
      expect(ended.said).toMatch(INITIAL);
      expect((await readFacts(database.sql)).tables).toEqual({});
    });
  });

  describe('on a database that the old scripts left behind', () => {
    beforeAll(async () => {
      database = await engine.create();
      await database.sql(fullLegacyState());
    });
    afterAll(() => database.drop());

    test('migration:up names each difference that remains, and keeps every row', async () => {
      const facts = await readFacts(database.sql);
      const before = await rowDigests(database.sql, facts);
      const ended = await npx('migration:up');
      const warnings = FULL_LEGACY_WARNINGS.map(warning => `warning: ${warning}\n`).join('');
      expect(ended).toMatchObject({ code: 0, stderr: notice() + warnings });
      expect(await rowDigests(database.sql, facts)).toEqual(before);
    });
  });
});
