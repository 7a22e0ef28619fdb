import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { describeCatalog } from '../../packages/plumbline/test/support/catalog.ts';
import { onEveryEngine } from '../../packages/plumbline/test/support/engines.ts';
import { insertRows } from '../support/legacy-rows.ts';
import { FULL, SCRIPTS } from '../support/legacy-scripts.ts';
import { openPlatform, type Platform } from '../support/platform.ts';
import { legacy } from '../support/reference.ts';
import { rowDigests } from '../support/rows.ts';

const embeddings = (variant: Partial<typeof FULL>) =>
  (SCRIPTS.embeddings?.({ ...FULL, sessionsKey: false, metadataDefault: false, ...variant }) ?? []).join(';\n');

onEveryEngine('adoption of what stands in the way', engine => {
  let platform: Platform;
  beforeAll(async () => {
    platform = await openPlatform(engine);
  });
  afterAll(() => platform.close());
  beforeEach(() => platform.reset());

  test('an index of another service under our old name stays as it is', async () => {
    const { sql, orm, takeWarnings } = platform;
    await sql(`create table readings (vector int); create index ix_session_embeddings_vector on readings (vector)`);
    await sql(embeddings({ vectorIndex: 'absent' }));
    await orm.migrator.up();
    const indexes = await sql(
      `select tablename as owner, indexname as name from pg_indexes where indexname ~ 'vector' order by 1`,
    );
    expect(indexes).toEqual([
      { owner: 'readings', name: 'ix_session_embeddings_vector' },
      { owner: 'session_embeddings', name: 'session_embeddings_vector_idx' },
    ]);
    expect(takeWarnings()).toEqual([]);
  });

  test('where the old and the new name are both taken, both stay and the old one is named', async () => {
    const { sql, orm, takeWarnings } = platform;
    await sql(embeddings({}));
    await sql(`
      create index session_embeddings_vector_idx on session_embeddings using ivfflat (vector vector_cosine_ops) with (lists = 100);
      alter table session_embeddings add constraint session_embeddings_session_text_key unique (session_id, text)`);
    await orm.migrator.up();
    expect(takeWarnings()).toEqual([
      'a difference remains: constraint session_embeddings_session_id_text_key of session_embeddings: in this database UNIQUE (session_id, text), in the schema absent',
      `a difference remains: index ix_session_embeddings_vector of session_embeddings: in this database CREATE INDEX ix_session_embeddings_vector ON public.session_embeddings USING ivfflat (vector vector_cosine_ops) WITH (lists='100'), in the schema absent`,
    ]);
  });

  test('an index under the old name that is defined otherwise is renamed, and the difference named', async () => {
    const { sql, orm, takeWarnings } = platform;
    await sql(embeddings({ vectorIndex: 'absent' }));
    await sql(`create index ix_session_embeddings_vector on session_embeddings using hnsw (vector vector_l2_ops)`);
    await orm.migrator.up();
    expect(takeWarnings()).toEqual([
      `a difference remains: index session_embeddings_vector_idx of session_embeddings: in this database CREATE INDEX session_embeddings_vector_idx ON public.session_embeddings USING hnsw (vector vector_l2_ops), in the schema CREATE INDEX session_embeddings_vector_idx ON public.session_embeddings USING ivfflat (vector vector_cosine_ops) WITH (lists='100')`,
    ]);
  });

  test('an enum with other values stays as it is, and the difference named', async () => {
    const { sql, orm, takeWarnings } = platform;
    await sql(`create type cost_tier as enum ('free', 'paid', 'medium')`);
    await orm.migrator.up();
    expect(takeWarnings()).toEqual([
      `a difference remains: enum cost_tier: in this database 'free', 'paid', 'medium', in the schema 'free', 'low', 'medium', 'high', 'premium'`,
    ]);
  });

  test('rows that a missing constraint forbids stop the migration, and nothing of it is kept', async () => {
    const { sql, orm } = platform;
    const columns = legacy.tables.prompts?.columns ?? {};
    await sql(`${SCRIPTS.prompts?.(FULL).join(';\n')};
      alter table prompts drop constraint prompts_name_key;
      ${insertRows('prompts', columns, { count: 3, seed: 1 })};
      update prompts set name = 'twice' where id <> (select max(id::text)::uuid from prompts)`);
    const [before, rows] = [await describeCatalog(sql), await rowDigests(sql)];

    await expect(orm.migrator.up()).rejects.toMatchObject({
      code: 'PL200',
      location: {
        file: expect.stringMatching(/\/src\/migrations\/Migration\d+_initial_schema\.ts$/),
        line: expect.any(Number),
        column: expect.any(Number),
      },
      why: expect.stringMatching(
        /^could not create unique index "prompts_name_key"\n[\s\S]*Key \(name\)=\(twice\) is duplicated\./,
      ),
    });
    expect(await describeCatalog(sql)).toEqual(before);
    expect(await rowDigests(sql)).toEqual(rows);
  });
});
