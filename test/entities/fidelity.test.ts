import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { onEveryEngine } from '../../packages/plumbline/test/support/engines.ts';
import { type ReadFacts, readFacts } from '../support/facts.ts';
import { openPlatform, type Platform } from '../support/platform.ts';
import { target } from '../support/reference.ts';

const BUILDERS: [string, (platform: Platform) => Promise<unknown>][] = [
  ['the migrations', ({ orm }) => orm.migrator.up()],
  ['schema:create', ({ orm }) => orm.schema.create()],
];

onEveryEngine('the schema equals the reference', engine => {
  let platform: Platform;
  beforeAll(async () => {
    platform = await openPlatform(engine);
  });
  afterAll(() => platform.close());

  describe.each(BUILDERS)('built by %s', (_, build) => {
    let found: ReadFacts;
    beforeAll(async () => {
      await platform.reset();
      await build(platform);
      found = await readFacts(platform.sql);
    });

    test('with its tables and no other', () => {
      expect(Object.keys(found.tables)).toEqual(Object.keys(target.tables).sort());
    });

    test.each(Object.entries(target.tables))('table %s', (name, wanted) => {
      expect(found.tables[name]).toEqual({ triggers: {}, ...wanted });
      expect(Object.keys(found.tables[name]?.columns ?? {}), 'order of columns').toEqual(Object.keys(wanted.columns));
    });

    test.each(Object.keys(target.tables))('table %s has a comment', name => {
      expect(found.comments[name]).toMatch(/^\p{Lu}.{10,}$/u);
    });

    test('with its enums and no other', () => {
      expect(Object.keys(found.enums)).toEqual(Object.keys(target.enums).sort());
    });

    test.each(Object.entries(target.enums))('enum %s', (name, values) => {
      expect(found.enums[name]).toEqual(values);
    });

    test('with its functions and no other', () => {
      expect(found.functions).toEqual(target.functions);
    });

    test('with pgvector', () => {
      expect(found.extensions).toEqual(['vector']);
    });

    test.each([
      ['task_registry', `(name, kind, module_path, callable, queue) values ('a', 'task', 'm', 'c', 'q')`],
      ['multimodal_capabilities', `(tool_id, provider) values ('a', 'p')`],
      ['multimodal_job_plans', `(tenant_id, session_id, plan_json) values ('a', 's', '{}')`],
    ])('an update of %s moves updated_at', async (table, values) => {
      const [row] = await platform.sql(`
        insert into ${table} ${values};
        update ${table} set updated_at = '2000-01-01';
        select updated_at > now() - interval '1 hour' as fresh from ${table}`);
      expect(row).toEqual({ fresh: true });
    });
  });
});
