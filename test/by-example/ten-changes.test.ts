import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Ended } from '../../packages/plumbline/test/support/command.ts';
import type { CopiedProject } from '../../packages/plumbline/test/support/copied-project.ts';
import {
  type Engine,
  embedded,
  onServer,
  server,
  type TestDatabase,
} from '../../packages/plumbline/test/support/engines.ts';
import { copyPlatform } from '../support/platform.ts';
import { CHANGES, type EntityChange } from './changes.ts';
import { exampleDocs } from './example-docs.ts';

/** The project on a database that holds rows, before the changes. */
async function begin(engine: Engine, project: CopiedProject): Promise<TestDatabase> {
  const database = await engine.create();
  const initial = (await project.migrations())[0]?.replace(/\.ts$/, '') as string;
  await succeed(project.mikroOrm(['migration:up', '--to', initial], database.env));
  await succeed(project.mikroOrm(['seeder:run'], database.env));
  await database.sql(ROWS);
  return database;
}

async function succeed(ended: Promise<Ended>): Promise<string> {
  const { code, stdout, stderr } = await ended;
  expect(code, `${stdout}\n${stderr}`).toBe(0);
  return stdout;
}

const EXPECTED = {
  status: 'running',
  reference: 'resize',
  owner: 'platform',
  asset: 'image',
  impact: 'low',
  prompts: 1,
  embeddings: 1,
};

/** All the way down, and up again. */
async function downAndUp(project: CopiedProject, database: TestDatabase): Promise<void> {
  const down = (env: NodeJS.ProcessEnv) =>
    project.mikroOrm(['migration:down', '--to', 'base'], { ...database.env, ...env });
  // vectors of another length have no way back
  const { code, stderr } = await down({});
  expect(code).toBe(31);
  expect(stderr.replaceAll(/\s+/g, ' ')).toContain('PLUMBLINE_ALLOW=data-loss');
  await succeed(down({ PLUMBLINE_ALLOW: 'data-loss' }));
  const [left] = await database.sql<{ n: number }>(
    `select count(*)::int as n from pg_class where relnamespace = 'public'::regnamespace and relname like 'multimodal%'`,
  );
  expect(left?.n).toBe(0);
  await succeed(project.mikroOrm(['migration:up'], database.env));
}

let project: CopiedProject;
/** What was written for each change, in its order. */
const written = new Map<EntityChange, string[]>();

let onServerBefore: TestDatabase | undefined;
beforeAll(async () => {
  project = await copyPlatform();
  // the project's seeders are of its first state, too
  if ('dsn' in inject('server')) onServerBefore = await begin(server, project);
});
afterAll(() => project.remove());

describe('ten changes of the entities, one on top of the other', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await begin(embedded, project);
  });
  afterAll(() => database.drop());

  it.each(CHANGES)('$name: found, planned, proven and applied', async change => {
    const before = await project.migrations();
    for (const edit of change.edits) await project.edit(...edit);
    await succeed(project.plumb(['migration:create', '--name', change.name, ...change.answers], database.env));
    const files = (await project.migrations()).filter(file => !before.includes(file));
    expect(files.length).toBeGreaterThan(0);
    written.set(change, await Promise.all(files.map(file => project.read(`src/migrations/${file}`))));
    for (const text of written.get(change) ?? []) expect(text).toContain('Proven on PostgreSQL');
    await succeed(project.mikroOrm(['migration:up'], database.env));
  });

  it('leave nothing to do, and the rows where they were', async () => {
    expect(await succeed(project.mikroOrm(['migration:check'], database.env))).toContain('No changes required');
    expect(await database.sql(KEPT)).toEqual([EXPECTED]);
  });

  it('go all the way down and up again', () => downAndUp(project, database), 120_000);

  it('are shown in the docs as they are written', async () => {
    await expect(exampleDocs(written)).toMatchFileSnapshot('../../docs/migrations-by-example.md');
  });
});

onServer('the same migrations', () => {
  const database = (): TestDatabase => onServerBefore as TestDatabase;
  afterAll(() => database().drop());

  it('lead to the same rows', async () => {
    await succeed(project.mikroOrm(['migration:up'], database().env));
    expect(await database().sql(KEPT)).toEqual([EXPECTED]);
  });

  it('go all the way down and up again', () => downAndUp(project, database()), 120_000);
});

const ROWS = `
  insert into multimodal_job_plans (id, tenant_id, session_id, plan_json, status)
    values ('00000000-0000-4000-8000-000000000001', 't', 's', '{}', 'running');
  insert into multimodal_assets (tenant_id, asset_type, format, storage_path, checksum_sha256, mime_type)
    values ('t', 'screenshot', 'png', '/a', 'x', 'image/png');
  insert into multimodal_executions (plan_id, step_index, tenant_id, tool_id, provider)
    values ('00000000-0000-4000-8000-000000000001', 0, 't', 'echo', 'local');
  insert into multimodal_outcomes (plan_id, task_id, step_type, provider, model, success, latency_ms)
    values ('00000000-0000-4000-8000-000000000001', 'resize', 'image', 'local', 'm', true, 1);
  insert into task_registry (name, kind, module_path, callable, queue) values ('a', 'task', 'm', 'c', 'q');
  insert into task_artifacts (name, version, storage_uri, sha256) values ('a', '1', 's3://a', 'x'), ('a', '2', 's3://b', 'x');
  insert into session_embeddings (session_id, text, vector)
    select gen_random_uuid(), 'hello', ('[' || repeat('0.5,', 383) || '1]')::vector`;

const KEPT = `
  select (select status::text from multimodal_job_plans) as status, (select task_reference from multimodal_outcomes) as reference,
         (select owner from task_registry) as owner, (select asset_type::text from multimodal_assets) as asset,
         (select cost_impact::text from tool_catalog where name = 'echo') as impact,
         (select count(*)::int from prompt_templates) as prompts, (select count(*)::int from session_embeddings where vector is null) as embeddings`;
