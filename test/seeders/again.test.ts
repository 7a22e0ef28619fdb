import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { onEveryEngine } from '../../packages/plumbline/test/support/engines.ts';
import { holds } from '../../packages/plumbline/test/support/property.ts';
import { DatabaseSeeder } from '../../src/seeders/database-seeder.ts';
import { openPlatform, type Platform } from '../support/platform.ts';
import { keyOf, type Row, type Rows, readRows, SEEDED, SEEDED_TABLES, type SeededTable } from './tables.ts';

/** What an operator, or an older release, may have left in a column, as SQL. */
const COLUMNS: Record<SeededTable, Record<string, string[]>> = {
  tool_catalog: {
    description: [`'ours'`, `''`],
    parameters_schema: [`'{}'`, `'{"type": "object", "properties": {"n": {"type": "integer"}}}'`],
    enabled: ['false', 'null'],
    cost_impact: [`'high'`, 'null'],
    profiles: [`'{max}'`, `'{}'`, 'null'],
    updated_at: [`'2001-02-03 04:05:06+00'`, 'null'],
  },
  multimodal_capabilities: {
    tenant_id: [`'acme'`],
    modalities: [`'[]'`, `'["video", "image"]'`],
    input_schema: [`'{}'`],
    output_schema: [`'{"type": "object"}'`],
    constraints: [`'{"max_nodes": 5}'`],
    cost_tier: [`'premium'`, `'free'`],
    latency_p95_ms: ['1200', '0'],
    health_status: [`'degraded'`, `'unavailable'`],
    last_health_check: ['now()'],
    failure_count: ['7'],
    enabled: ['false'],
    display_name: [`'ours'`, 'null'],
    description: [`''`, 'null'],
    documentation_url: [`'https://wiki.example/tools'`],
  },
  prompts: {
    id: [`'00000000-0000-4000-8000-000000000001'`],
    version: ['9'],
    content: [`'Be kind. {criteria}'`, `''`],
    created_at: ['null'],
  },
};

const edit = fc
  .constantFrom(...SEEDED_TABLES.flatMap(table => Object.keys(COLUMNS[table]).map(column => ({ table, column }))))
  .chain(({ table, column }) =>
    fc.record({
      row: fc.nat(),
      sql: fc.constantFrom(...(COLUMNS[table][column] as string[]).map(value => `${column} = ${value}`)),
      table: fc.constant(table),
    }),
  );
const state = fc.record({
  edits: fc.array(edit, { maxLength: 6 }),
  deleted: fc.uniqueArray(fc.record({ table: fc.constantFrom(...SEEDED_TABLES), row: fc.nat(4) }), { maxLength: 2 }),
  seeders: fc.integer({ min: 1, max: 3 }),
});

onEveryEngine('seeding again', engine => {
  let platform: Platform;
  let release: Rows;
  const seed = () => platform.orm.seeder.seed(DatabaseSeeder);
  const keys = (table: SeededTable) => [...release[table].keys()].sort();
  const row = (table: SeededTable, index: number) => {
    const found = release[table].get(keys(table)[index % keys(table).length] as string) as Row;
    return SEEDED[table].key.map(name => `${name} = '${found[name]}'`).join(' and ');
  };

  beforeAll(async () => {
    platform = await openPlatform(engine);
    await platform.orm.migrator.up();
    await seed();
    release = await readRows(platform);
  });
  afterAll(() => platform.close());

  test('with nothing to change writes no row', async () => {
    await seed();
    expect(await readRows(platform)).toEqual(release);
  });

  test('after any edits keeps the operator’s and follows the release, by any number of seeders at once', async () => {
    await holds(
      fc.asyncProperty(state, async ({ edits, deleted, seeders }) => {
        await platform.sql(SEEDED_TABLES.map(table => `delete from ${table};`).join(''));
        await seed();
        for (const { table, row: index, sql } of edits) {
          await platform.sql(`update ${table} set ${sql} where ${row(table, index)}`);
        }
        for (const { table, row: index } of deleted)
          await platform.sql(`delete from ${table} where ${row(table, index)}`);
        const before = await readRows(platform);
        await Promise.all(Array.from({ length: seeders }, seed));
        const after = await readRows(platform);
        for (const table of SEEDED_TABLES) {
          expect([...after[table].keys()].sort()).toEqual(keys(table));
          for (const found of after[table].values()) expectSeeded(table, found, before, release);
        }
      }),
    );
  }, 300_000);

  describe('two seeders on empty tables', () => {
    test('write each row once', async () => {
      await platform.sql(SEEDED_TABLES.map(table => `delete from ${table};`).join(''));
      await Promise.all([seed(), seed()]);
      const found = await readRows(platform);
      expect(SEEDED_TABLES.map(table => found[table].size)).toEqual(SEEDED_TABLES.map(table => release[table].size));
    });
  });
});

const WRITTEN = ['created_at', 'updated_at', 'row_version'];
const without = (row: Row, names: readonly string[]): Row =>
  Object.fromEntries(Object.entries(row).filter(([name]) => !names.includes(name)));

/** The row is the release's where it was missing; where it was there, only what follows the release has changed. */
function expectSeeded(table: SeededTable, found: Row, before: Rows, release: Rows): void {
  const key = keyOf(table, found);
  const ours = before[table].get(key);
  const theirs = release[table].get(key) as Row;
  if (!ours) {
    expect(without(found, WRITTEN)).toEqual(without(theirs, WRITTEN));
    return;
  }
  const followed = Object.fromEntries(SEEDED[table].followed.map(name => [name, theirs[name]]));
  const wanted = { ...ours, ...followed };
  const untouched = isDeepStrictEqual(wanted, ours);
  if (untouched) expect(found).toEqual(ours);
  else expect(without(found, ['updated_at', 'row_version'])).toEqual(without(wanted, ['updated_at', 'row_version']));
}
