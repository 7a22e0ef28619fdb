import { afterEach, beforeEach, expect, test } from 'vitest';
import { RunProject } from '../runner/run-project.ts';
import { onServer, server, type TestDatabase } from '../support/engines.ts';

const TABLE = 'create table item (id bigint primary key, n integer)';
const INDEX = 'create index item_n on item (n)';

onServer('stamp', () => {
  let project: RunProject;
  let database: TestDatabase;
  beforeEach(async () => {
    project = await RunProject.create({
      Migration1: { parent: null, up: [TABLE], down: ['drop table item'] },
      Migration2: { parent: 'Migration1', up: [INDEX], down: ['drop index item_n'] },
    });
    database = await server.create();
  });
  afterEach(async () => {
    await project.remove();
    await database.drop();
  });
  const plumb = (line: string) => project.plumb(line.split(' '), database.env);
  /** What the list and the ledger say; null where they are not there. */
  async function listed(): Promise<string[] | null> {
    const [there] = await database.sql<{ list: string | null }>(`select to_regclass('mikro_orm_migrations') as list`);
    if (there?.list === null) return null;
    const rows = await database.sql<{ words: string }>(
      `select m.name || ' ' || l.state || ' ' || (l.checksum is not null) as words
       from mikro_orm_migrations m join mikro_orm_migrations_ledger l using (name) order by m.id`,
    );
    return rows.map(({ words }) => words);
  }

  test('a database that is what the migrations make is listed, and migration:up has nothing to do', async () => {
    await database.sql(`${TABLE}; ${INDEX}; create table somebody_elses (id integer)`);
    const ended = await plumb('stamp head');
    expect(ended, ended.stderr).toMatchObject({ code: 0 });
    expect(await listed()).toEqual(['Migration1 applied true', 'Migration2 applied true']);
    expect(await plumb('migration:up')).toMatchObject({ code: 0 });
    expect((await plumb('stamp head')).stdout).toContain('is at Migration2 already');
  });

  test('one that is something else is refused with the difference, and nothing is written', async () => {
    await database.sql(TABLE);
    const ended = await plumb('stamp head');
    expect(ended).toMatchObject({ code: 52 });
    expect(ended.stdout).toContain('is not at Migration2; nothing was written');
    expect(ended.stdout).toContain('- index item_n');
    expect(await listed()).toBeNull();
  });

  test('--force lists it, and says what it overrides', async () => {
    await database.sql(TABLE);
    const ended = await plumb('stamp head --force');
    expect(ended).toMatchObject({ code: 0 });
    expect(ended.stdout).toMatch(/overridden by --force:.*- index item_n/s);
    expect(await listed()).toEqual(['Migration1 applied true', 'Migration2 applied true']);
  });

  test('back to an earlier point, with what is known of the rest kept', async () => {
    expect(await plumb('migration:up')).toMatchObject({ code: 0 });
    const [before] = await database.sql('select * from mikro_orm_migrations_ledger order by name');
    expect(await plumb('stamp head-1'), 'the index is there').toMatchObject({ code: 52 });
    await database.sql('drop index item_n');
    expect(await plumb('stamp head-1')).toMatchObject({ code: 0 });
    expect(await listed()).toEqual(['Migration1 applied true']);
    expect(await database.sql('select * from mikro_orm_migrations_ledger')).toEqual([before]);
  });

  test('base is refused while anything of the project is there', async () => {
    expect(await plumb('migration:up')).toMatchObject({ code: 0 });
    expect(await plumb('stamp base')).toMatchObject({ code: 52 });
    await database.sql('drop table item');
    expect(await plumb('stamp base')).toMatchObject({ code: 0 });
    expect(await listed()).toEqual([]);
  });

  test('what the project does not have is not forgotten without --force', async () => {
    expect(await plumb('migration:up')).toMatchObject({ code: 0 });
    await project.delete('Migration2');
    await database.sql('drop index item_n');
    const refused = await plumb('stamp head');
    expect(refused).toMatchObject({ code: 52 });
    expect(refused.stdout).toContain('it ran Migration2, which the project does not have');
    expect(await plumb('stamp head --force')).toMatchObject({ code: 0 });
    expect(await listed()).toEqual(['Migration1 applied true']);
  });
});
