import { MikroORM } from '@mikro-orm/postgresql';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { drift, plan, plumbline, status } from '../../src/index.ts';
import type { HistorySettings } from '../../src/settings.ts';
import { RunProject } from '../runner/run-project.ts';
import { embedded, type TestDatabase } from '../support/engines.ts';

const [FIRST, SECOND, THIRD] = ['Migration20260101000000', 'Migration20260102000000', 'Migration20260103000000'];

let project: RunProject;
let database: TestDatabase;
beforeEach(async () => {
  project = await RunProject.create({
    [FIRST]: { up: ['create table one ()'], down: ['drop table one'] },
    [THIRD]: { up: ['create table three ()'], down: ['drop table three'] },
  });
  database = await embedded.create();
});
afterEach(async () => {
  await project.remove();
  await database.drop();
});

const options = (history?: HistorySettings) =>
  plumbline({
    baseDir: project.folder,
    dsnVariable: 'SA01_DB_DSN',
    embeddedFolder: '.plumbline',
    env: database.env,
    say: () => {},
    entities: [],
    discovery: { warnWhenNoEntities: false },
    migrations: { path: './migrations' },
    ...(history && { history }),
  });

/** Runs a method of the migrator, and returns the names of what it ran. */
async function runs(method: 'up' | 'down', history?: HistorySettings): Promise<string[]> {
  const orm = await MikroORM.init((await options(history)) as never);
  try {
    return (await orm.migrator[method]()).map(({ name }) => name);
  } finally {
    await orm.close();
  }
}

describe('a table that another program records its migrations in, too', () => {
  const SHARED = { isShared: true };
  beforeEach(async () => {
    await runs('up');
    await database.sql(`insert into mikro_orm_migrations (name) values ('Migration20260109000000_billing')`);
  });

  test('stops a run, as a file may be gone', async () => {
    await expect(runs('up')).rejects.toMatchObject({ code: 'PL232' });
    expect((await status(await options())).findings).toMatchObject([{ code: 'PL232' }]);
  });

  test('is no finding where the project says so, up, down, and in what only looks', async () => {
    expect(await runs('up', SHARED)).toEqual([]);
    expect((await status(await options(SHARED))).findings).toEqual([]);
    expect(await drift(await options(SHARED))).toMatchObject({ clean: true });
    expect((await plan(await options(SHARED))).migrations).toEqual([]);
    expect(await runs('down', SHARED)).toEqual([THIRD]);
    const left = await database.sql('select name from mikro_orm_migrations order by name');
    expect(left).toMatchObject([{ name: FIRST }, { name: 'Migration20260109000000_billing' }]);
  });
});

describe('a migration of a branch that was merged late', () => {
  beforeEach(async () => {
    await runs('up');
    await project.write(SECOND, { up: ['create table two ()'], down: ['drop table two'] });
  });

  test('stops a run', async () => {
    await expect(runs('up')).rejects.toMatchObject({ code: 'PL233' });
  });

  test('is applied where the project says so, and taken back first', async () => {
    const late = { allowLate: true };
    expect((await status(await options(late))).findings).toEqual([]);
    expect(await runs('up', late)).toEqual([SECOND]);
    expect(await drift(await options(late))).toMatchObject({ clean: true });
    expect(await runs('down', late)).toEqual([SECOND]);
  });
});
