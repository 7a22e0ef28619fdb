import type { Options } from '@mikro-orm/core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { explain } from '../../src/commands/explain.ts';
import { plumb } from '../cli/process.ts';
import { embedded, type TestDatabase } from '../support/engines.ts';
import { migratedDatabase, platformOptions } from '../support/platform.ts';

let database: TestDatabase;
let options: Partial<Options>;
beforeAll(async () => {
  database = await migratedDatabase(embedded);
  options = await platformOptions(database);
  await database.sql(`drop index session_embeddings_vector_idx;
    create index session_embeddings_vector_idx on session_embeddings using hnsw (vector vector_l2_ops);
    alter table prompts add column nickname text`);
});
afterAll(() => database.drop());

const live = { from: 'migrations', to: 'db' };

test('an index that differs is shown in PostgreSQL’s words on both sides, with where the entity says it', async () => {
  const { from, to, objects } = await explain(options, { object: 'session_embeddings_vector_idx', ...live });
  expect([from.kind, to.kind]).toEqual(['migrations', 'db']);
  expect(objects).toMatchObject([
    {
      object: 'index session_embeddings.session_embeddings_vector_idx',
      change: 'alter',
      place: expect.stringMatching(/^src\/entities\/embeddings\.ts:\d+:\d+$/),
      facts: [
        {
          fact: 'definition',
          from: `USING ivfflat (vector vector_cosine_ops) WITH (lists='100')`,
          to: 'USING hnsw (vector vector_l2_ops)',
          same: false,
        },
      ],
      needs: expect.arrayContaining(['column session_embeddings.vector']),
    },
  ]);
});

test.each<[string, string, object]>([
  [
    'a table, with the parts that differ',
    'prompts',
    { change: 'none', parts: [{ object: 'column prompts.nickname', change: 'add' }] },
  ],
  ['a part by its path', 'prompts.nickname', { object: 'column prompts.nickname', change: 'add' }],
  ['an object with its kind in front', 'enum asset_type', { object: 'enum asset_type', change: 'none' }],
  ['what others need', 'column prompts.name', { neededBy: ['constraint prompts.prompts_name_key'] }],
])('%s', async (_, object, expected) => {
  expect((await explain(options, { object, ...live })).objects).toMatchObject([expected]);
});

test('a name that nothing has: the nearest one, in one screen', async () => {
  await expect(explain(options, { object: 'promts.name' })).rejects.toMatchObject({
    code: 'PL241',
    fix: 'did you mean prompts.name?',
  });
  await expect(explain(options, { object: 'column nothing.like_this' })).rejects.toMatchObject({ code: 'PL241' });
});

test('both sides stand beside each other in a hundred columns', async () => {
  const { code, stdout } = await plumb(database.env, 'explain', 'session_embeddings_vector_idx', '--to', 'db');
  expect(code).toBe(0);
  const lines = stdout.split('\n');
  expect(Math.max(...lines.map(line => line.length))).toBeLessThanOrEqual(100);
  const line = lines.find(one => one.startsWith('≠ definition'));
  expect(line).toMatch(/USING ivfflat .* {2,}USING hnsw/);
});
