import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { onEveryEngine } from '../../packages/plumbline/test/support/engines.ts';
import { DatabaseSeeder } from '../../src/seeders/database-seeder.ts';
import { openPlatform, type Platform } from '../support/platform.ts';
import { type Row, type Rows, readRows, SEEDED_TABLES } from './tables.ts';

type Types = Record<string, string>;
interface Facts {
  tool_catalog: { name: string; cost_impact: string; profiles: string[]; parameters_schema: object }[];
  multimodal_capabilities: (Row & { tool_id: string; provider: string; input: Types; output: Types })[];
  prompts: { id: string; name: string; version: number; placeholders: string[]; asks_for: Types }[];
}
const facts: Facts = JSON.parse(readFileSync(new URL('../reference/seeds.json', import.meta.url), 'utf8'));

const schemaOf = (types: Types) => ({
  type: 'object',
  properties: Object.fromEntries(Object.entries(types).map(([name, type]) => [name, { type }])),
});
const SENTENCE = /^\p{Lu}.{15,}$/u;

onEveryEngine('the reference rows', engine => {
  let platform: Platform;
  let rows: Rows;
  const lines: string[] = [];
  beforeAll(async () => {
    platform = await openPlatform(engine, {
      logger: line => lines.push(line),
      colors: false,
    });
    await platform.orm.migrator.up();
    lines.length = 0;
    await platform.orm.seeder.seed(DatabaseSeeder);
    rows = await readRows(platform);
  });
  afterAll(() => platform.close());

  test('are those of the reference and no other', () => {
    const found = SEEDED_TABLES.map(table => [table, [...rows[table].keys()].sort()]);
    expect(Object.fromEntries(found)).toEqual({
      tool_catalog: facts.tool_catalog.map(({ name }) => name).sort(),
      multimodal_capabilities: facts.multimodal_capabilities.map(row => `${row.tool_id} ${row.provider}`).sort(),
      prompts: facts.prompts.map(({ name }) => name).sort(),
    });
  });

  test.each(facts.tool_catalog)('tool $name', ({ does: _, ...wanted }: Row) => {
    expect(rows.tool_catalog.get(String(wanted.name))).toMatchObject({
      ...wanted,
      enabled: true,
      description: expect.stringMatching(SENTENCE),
    });
  });

  test.each(facts.multimodal_capabilities)('capability $tool_id of $provider', ({ input, output, ...wanted }) => {
    expect(rows.multimodal_capabilities.get(`${wanted.tool_id} ${wanted.provider}`)).toMatchObject({
      ...wanted,
      enabled: true,
      failure_count: 0,
      input_schema: schemaOf(input),
      output_schema: schemaOf(output),
      display_name: expect.stringMatching(/\S/),
      description: expect.stringMatching(SENTENCE),
    });
  });

  test.each(facts.prompts)('prompt $name', ({ placeholders, asks_for: answer, ...wanted }) => {
    const { content, ...row } = rows.prompts.get(wanted.name) ?? {};
    expect(row).toMatchObject(wanted);
    expect(String(content).match(/\{[^}]*\}/g), 'the placeholders, and no other braces').toEqual(placeholders);
    for (const [name, meaning] of Object.entries(answer)) expect(content).toContain(`${name} (${meaning})`);
  });

  test('are reported in one line per table', () => {
    expect(lines).toEqual([
      '[seeder] tool_catalog: 2 inserted, 0 updated, 0 kept',
      '[seeder] multimodal_capabilities: 5 inserted, 0 updated, 0 kept',
      '[seeder] prompts: 1 inserted, 0 updated, 0 kept',
    ]);
  });
});
