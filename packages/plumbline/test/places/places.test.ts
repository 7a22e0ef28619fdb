import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { MikroORM } from '@mikro-orm/core';
import { PostgreSqlDriver } from '@mikro-orm/postgresql';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { functions, entities as platform } from '../../../../src/entities/index.ts';
import type { Catalog, CatalogObject } from '../../src/canonical/index.ts';
import type { Difference } from '../../src/diff/index.ts';
import { Places } from '../../src/places/index.ts';
import type { Place } from '../../src/problem/index.ts';
import { PostgresNamingStrategy } from '../../src/schema/naming-strategy.ts';
import { buildEntities, openShadow, type Shadow } from '../../src/shadow/index.ts';
import { PROJECT } from '../support/platform.ts';
import { entities as shop } from './shop.ts';

interface Subject {
  catalog: Catalog;
  places: Places;
}

let shadow: Shadow;
let ofPlatform: Subject;
let ofShop: Subject;

beforeAll(async () => {
  shadow = await openShadow({});
  const read = async (entities: unknown[], entry: string, routines: unknown[] = []): Promise<Subject> => {
    const orm = await MikroORM.init({
      driver: PostgreSqlDriver,
      dbName: 'none',
      entities: entities as never,
      routines: routines as never,
      namingStrategy: PostgresNamingStrategy,
    });
    return { catalog: await buildEntities(shadow, orm.em), places: new Places(orm, [join(PROJECT, entry)]) };
  };
  ofPlatform = await read(platform, 'mikro-orm.config.js', functions);
  ofShop = await read(shop, 'packages/plumbline/test/places/shop.ts');
});
afterAll(() => shadow.close());

/** The text from a place to the end of its line. */
function textAt(place: Place | undefined): string | undefined {
  if (!place) return undefined;
  const line = readFileSync(place.file, 'utf8').split('\n')[place.line - 1] ?? '';
  return line.slice(place.column - 1);
}

const objectOf = ({ catalog }: Subject, id: string): CatalogObject => {
  const found = catalog.objects.get(id);
  if (!found) throw new Error(`there is no ${id}, but ${[...catalog.objects.keys()].join(', ')}`);
  return found;
};

test('every object of the platform has a place among its entities', () => {
  const nowhere = [...ofPlatform.catalog.objects.values()].filter(
    object => !ofPlatform.places.ofObject(object)?.file.startsWith('src/entities/'),
  );
  expect(nowhere.map(({ id }) => id)).toEqual([]);
});

test.each([
  ['table prompts', 'prompts.ts', "tableName: 'prompts'"],
  ['column prompts.content', 'prompts.ts', 'content: p.text()'],
  ['column tenant_tool_flags.tool_name', 'tools.ts', 'tool: () => p.manyToOne(ToolCatalog)'],
  ['constraint prompts.prompts_name_key', 'prompts.ts', 'name: p.string().length(255).unique()'],
  ['constraint multimodal_executions.multimodal_executions_plan_id_fkey', 'multimodal.ts', 'plan: () =>'],
  ['constraint multimodal_executions.uq_execution_step_attempt', 'multimodal.ts', "'uq_execution_step_attempt'"],
  ['constraint multimodal_outcomes.chk_quality_range', 'outcomes.ts', "'chk_quality_range'"],
  ['constraint tool_catalog.tool_catalog_cost_impact_check', 'tools.ts', 'costImpact: p.enum('],
  ['index session_embeddings.session_embeddings_vector_idx', 'embeddings.ts', "'session_embeddings_vector_idx'"],
  ['index task_registry.task_registry_kind_idx', 'task-registry.ts', "{ properties: 'kind' }"],
  ['trigger task_registry.task_registry_set_updated_at', 'task-registry.ts', "'task_registry_set_updated_at'"],
  ['enum job_status', 'enums.ts', "['pending', 'running', 'completed'"],
  ['function multimodal_touch_updated_at()', 'functions.ts', "'multimodal_touch_updated_at'"],
  ['extension vector', 'embeddings.ts', 'vector: p.type(new VectorType'],
])('%s is said in %s', (id, file, text) => {
  const place = ofPlatform.places.ofObject(objectOf(ofPlatform, id));
  expect(place?.file).toBe(`src/entities/${file}`);
  expect(textAt(place)?.slice(0, text.length)).toBe(text);
});

describe('an entity can say something in many ways', () => {
  it.each([
    ['column products.id', 'id: p.integer()', 'a property of the entity that it extends'],
    ['column products.made_at', 'madeAt: p.datetime()', 'a list that is spread into its properties'],
    ['column products.sku', 'sku: p.text()', 'a key'],
    ['column products.made_street', 'made: () => p.embedded', 'an embedded object'],
    ['constraint products.product_sku', "'product_sku')", 'the name that a property gives'],
    ['constraint products.has_sku', "'has_sku'", 'the name in a list'],
    [
      'index products.products_sku_size_idx',
      "{ properties: ['sku', 'size'] }",
      'the properties of a list without names',
    ],
    ['index products.late', "'late'", 'an index that is an expression'],
    ['enum size', "['small', 'large']", 'values that are a constant'],
    ['enum colour', "['red', 'blue']", 'values in place'],
    ['table shelf.tags', "tableName: 'tags'", 'an EntitySchema'],
    ['schema shelf', "schema: 'shelf'", 'the schema of an entity'],
    ['table products_tags', 'tags: () => p.manyToMany', 'the property that a table between two others comes from'],
  ])('%s: %s, %s', (id, text) => {
    expect(textAt(ofShop.places.ofObject(objectOf(ofShop, id)))?.slice(0, text.length)).toBe(text);
  });
});

describe('what is gone', () => {
  it.each([
    ['column prompts.content', 'contents', 'properties: {'],
    ['constraint multimodal_outcomes.chk_cost_positive', 'chk_old', 'checks: ['],
    ['trigger task_registry.task_registry_set_updated_at', 'old', 'triggers: ['],
    ['enum job_status', 'old_status', 'entities,'],
    ['table prompts', 'old_prompts', 'entities,'],
    ['function multimodal_touch_updated_at()', 'old', 'routines: functions,'],
  ])('%s under an older name leads to the part that does not say it any more', (id, name, text) => {
    const object = { ...objectOf(ofPlatform, id), name } as CatalogObject;
    const gone = object.kind === 'constraint' ? { ...object, details: { ...object.details, columns: [] } } : object;
    expect(textAt(ofPlatform.places.ofObject(gone))?.slice(0, text.length)).toBe(text);
  });
});

test('a new value of an enum is the place of what it changes', () => {
  const after = objectOf(ofPlatform, 'enum job_status') as Extract<CatalogObject, { kind: 'enum' }>;
  const before = { ...after, facts: { ...after.facts, labels: '["pending","running","failed","cancelled"]' } };
  const difference: Difference = { change: 'alter', object: after, before, facts: [] };
  expect(textAt(ofPlatform.places.ofDifference(difference))).toBe("'completed', 'failed', 'cancelled'] as const;");
});

describe('a statement of the schema that PostgreSQL refuses', () => {
  it.each([
    ['create table "prompts" ("id" uuid, "content" txt, "version" int)', 'txt', 'content: p.text()'],
    ['create table "prompts" ("é" uuid, "content" txt)', 'txt', 'content: p.text()'],
    [
      'create table "multimodal_outcomes" ("id" uuid, constraint chk_cost_positive check (cost > 0))',
      'cost >',
      "'chk_cost_positive'",
    ],
    ['create index "idx_prov_tool" on "asset_provenance" ("tool")', 'asset', "'idx_prov_tool'"],
    [
      'alter table "tenant_tool_flags" add constraint "x" foreign key ("tool_name") references "t" ("n")',
      't',
      'tool: () =>',
    ],
    [
      'create trigger "mm_job_plans_set_updated_at" before update on "multimodal_job_plans" for each row execute function f()',
      'f()',
      "'mm_job_plans_set_updated_at'",
    ],
    [`create type "cost_tier" as enum ('a', 'a')`, 'cost', "['free', 'low'"],
    ['create table "prompts" ("id" uuid)', undefined, "tableName: 'prompts'"],
  ])('%s', async (sql, at, text) => {
    const position = at === undefined ? undefined : sql.indexOf(at) + 1;
    expect(textAt(await ofPlatform.places.ofStatement(sql, position))?.slice(0, text.length)).toBe(text);
  });

  it('has no place when it is about nothing of an entity', async () => {
    expect(await ofPlatform.places.ofStatement('select 1')).toBeUndefined();
    expect(await ofPlatform.places.ofStatement('no sql')).toBeUndefined();
  });
});

test('places are seen from where the command runs', () => {
  const { file } = ofShop.places.ofObject(objectOf(ofShop, 'table products')) as Place;
  expect(file).toBe(relative(process.cwd(), join(PROJECT, 'packages/plumbline/test/places/shop.ts')));
});
