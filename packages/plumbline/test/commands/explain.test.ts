import type { Options } from '@mikro-orm/core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { explain } from '../../src/commands/explain.ts';
import { plumb } from '../cli/process.ts';
import { bookshopOptions, migratedBookshop } from '../support/bookshop.ts';
import { embedded, type TestDatabase } from '../support/engines.ts';
import { BOOKSHOP } from '../support/repository.ts';

let database: TestDatabase;
let options: Partial<Options>;
beforeAll(async () => {
  // where the configuration is, which says where the entities are
  process.chdir(BOOKSHOP);
  database = await migratedBookshop(embedded);
  options = await bookshopOptions(database);
  await database.sql(`drop index passages_vector_idx;
    create index passages_vector_idx on passages using hnsw (vector vector_l2_ops);
    alter table authors add column nickname text`);
});
afterAll(() => database.drop());

const live = { from: 'migrations', to: 'db' };

test('an index that differs is shown in PostgreSQL’s words on both sides, with where the entity says it', async () => {
  const { from, to, objects } = await explain(options, { object: 'passages_vector_idx', ...live });
  expect([from.kind, to.kind]).toEqual(['migrations', 'db']);
  expect(objects).toMatchObject([
    {
      object: 'index passages.passages_vector_idx',
      change: 'alter',
      location: {
        file: expect.stringMatching(/\/src\/entities\/passages\.ts$/),
        line: expect.any(Number),
        column: expect.any(Number),
      },
      facts: [
        {
          fact: 'definition',
          from: `USING ivfflat (vector vector_cosine_ops) WITH (lists='100')`,
          to: 'USING hnsw (vector vector_l2_ops)',
          same: false,
        },
      ],
      needs: expect.arrayContaining(['column passages.vector']),
    },
  ]);
});

test.each<[string, string, object]>([
  [
    'a table, with the parts that differ',
    'authors',
    { change: 'none', parts: [{ object: 'column authors.nickname', change: 'add' }] },
  ],
  ['a part by its path', 'authors.nickname', { object: 'column authors.nickname', change: 'add' }],
  ['an object with its kind in front', 'enum book_format', { object: 'enum book_format', change: 'none' }],
  ['what others need', 'column authors.name', { neededBy: ['constraint authors.authors_name_key'] }],
])('%s', async (_, object, expected) => {
  expect((await explain(options, { object, ...live })).objects).toMatchObject([expected]);
});

test('a name that nothing has: the nearest one, in one screen', async () => {
  await expect(explain(options, { object: 'autors.name' })).rejects.toMatchObject({
    code: 'PL241',
    fix: 'did you mean authors.name?',
  });
  await expect(explain(options, { object: 'column nothing.like_this' })).rejects.toMatchObject({ code: 'PL241' });
});

test('both sides stand beside each other in a hundred columns', async () => {
  const { code, stdout } = await plumb(database.env, 'explain', 'passages_vector_idx', '--to', 'db');
  expect(code).toBe(0);
  const lines = stdout.split('\n');
  expect(Math.max(...lines.map(line => line.length))).toBeLessThanOrEqual(100);
  const line = lines.find(one => one.startsWith('≠ definition'));
  expect(line).toMatch(/USING ivfflat .* {2,}USING hnsw/);
});
