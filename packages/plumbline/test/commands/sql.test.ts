import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { chain, listed } from '../runner/chain.ts';
import { nameIn } from '../runner/databases.ts';
import { RunProject, type Written } from '../runner/run-project.ts';
import { type Ended, run } from '../support/command.ts';
import { onServer, server, type TestDatabase } from '../support/engines.ts';
import { BOOKSHOP } from '../support/repository.ts';

/** No database can be reached by it: a script is made without one. */
const NOWHERE = { SA01_DB_DSN: 'postgresql://nobody@127.0.0.1:1/nowhere' };

/** A command line with psql's or pg_dump's in the server's container. */
function inShell(line: string, cwd: string): Promise<Ended> {
  const { container } = inject('server') as { container: string };
  const { DOCKER_HOST } = process.env;
  const env = { ...NOWHERE, ...(DOCKER_HOST && { DOCKER_HOST }) };
  const script = line.replaceAll('CONTAINER', `docker exec -i ${container}`);
  return run('bash', ['-o', 'pipefail', '-c', script], env, cwd);
}

const psql = (range: string, { env }: TestDatabase, cwd: string): Promise<Ended> =>
  inShell(`plumb sql ${range} | CONTAINER psql -q -U postgres -d ${nameIn(env)}`, cwd);

/** The whole database but for the times in the list and the ledger, as pg_dump writes it. */
async function dump({ env }: TestDatabase): Promise<string> {
  const without = '--exclude-table-data=mikro_orm_migrations --exclude-table-data=mikro_orm_migrations_ledger';
  const ended = await inShell(`CONTAINER pg_dump -U postgres ${without} ${nameIn(env)}`, BOOKSHOP);
  expect(ended, ended.stderr).toMatchObject({ code: 0 });
  // the key by which psql knows a dump's end is another one each time
  return ended.stdout.replaceAll(/^\\(?:un)?restrict .*$/gm, '');
}

/** What the list and the ledger say, but for times and for who did it. */
const bookkeeping = ({ sql }: TestDatabase) =>
  sql(`select m.id, m.name as listed, l.name, l.checksum, l.digest, l.parent, l.state, l.begun, l.done, l.trail, l.tool,
              l.duration_ms > 0 as timed, m.executed_at is not null as dated
       from mikro_orm_migrations m full join mikro_orm_migrations_ledger l using (name) order by m.id`);

/** Each tells the session something that the next one must not hear of, nor the bookkeeping. */
const TELLING: Record<string, Written> = {
  Migration1: {
    up: ['create schema other', 'set search_path = other', 'create table a (id integer)'],
    down: ['drop schema other cascade'],
  },
  Migration2: { up: ['create table b (id integer)'], down: ['drop table public.b'] },
  Migration3: {
    up: [`select set_config('search_path', 'other', false)`, 'create table c (id integer)'],
    down: ['set search_path = other', 'drop table c'],
  },
  Migration4: { up: ['set local role pg_monitor', 'select 1'], down: ['set role pg_monitor'] },
  Migration5: {
    apart: true,
    up: ['set search_path = other', 'create table d (id integer)', 'create index concurrently d_id on d (id)'],
    down: ['drop table other.d'],
  },
  Migration6: { up: ['create table e (id integer)'], down: ['drop table public.e'] },
};

onServer('a script in psql', () => {
  const databases: Record<'ran' | 'scripted', TestDatabase> = {} as never;
  let project: RunProject;
  let telling: RunProject;
  beforeAll(async () => {
    project = await RunProject.create(chain(200));
    telling = await RunProject.create(TELLING);
    databases.ran = await server.create();
    databases.scripted = await server.create();
  });
  afterAll(async () => {
    await project.remove();
    await telling.remove();
    for (const database of Object.values(databases)) await database.drop();
  });
  const expectSame = async (): Promise<void> => {
    expect(await dump(databases.scripted)).toBe(await dump(databases.ran));
    expect(await bookkeeping(databases.scripted)).toEqual(await bookkeeping(databases.ran));
  };

  describe.each<[string, () => string]>([
    ['migrations as they are generated', () => BOOKSHOP],
    ['migrations with steps outside a transaction', () => project.folder],
    ['migrations that set what others must not hear of', () => telling.folder],
  ])('of %s', (_, folder) => {
    const mikroOrm = (...args: string[]) => run('mikro-orm', args, databases.ran.env, folder());

    test('base:head is migration:up, byte by byte in pg_dump', async () => {
      const [scripted, ran] = [await psql('base:head', databases.scripted, folder()), await mikroOrm('migration:up')];
      expect(scripted, scripted.stderr).toMatchObject({ code: 0, stderr: expect.not.stringContaining('ERROR') });
      expect(ran, ran.stderr).toMatchObject({ code: 0 });
      expect(await dump(databases.ran)).toContain('CREATE TABLE ');
      await expectSame();
    });

    test('a second time it is refused, and nothing is changed', async () => {
      const before = await dump(databases.scripted);
      const again = await psql('base:head', databases.scripted, folder());
      expect(again.code).toBe(3);
      expect(again.stderr).toContain(
        'the database is not before the first migration, where this script begins; nothing was run',
      );
      expect(await dump(databases.scripted)).toBe(before);
      await expectSame();
    });

    test('head:base is migration:down, byte by byte in pg_dump', async () => {
      const scripted = await psql('head:base', databases.scripted, folder());
      const ran = await mikroOrm('migration:down', '--to=0');
      expect(scripted, scripted.stderr).toMatchObject({ code: 0, stderr: expect.not.stringContaining('ERROR') });
      expect(ran, ran.stderr).toMatchObject({ code: 0 });
      await expectSame();
    });
  });

  test('what breaks off outside a transaction is gone on with by migration:up', async () => {
    const database = await server.create();
    const own = await RunProject.create({
      Migration90: {
        apart: true,
        up: [
          'create table part (n integer)',
          'insert into part values (1), (1)',
          'create unique index concurrently part_n on part (n)',
          'vacuum part',
        ],
      },
    });
    const broken = await psql('base:head', database, own.folder);
    expect(broken.code).toBe(3);
    expect(broken.stderr).toContain('could not create unique index');
    expect(await listed(database.sql)).toEqual(['Migration90 false running']);
    await database.sql('delete from part where ctid = (select min(ctid) from part)');
    await own.succeeds(['migration:up'], database.env);
    expect(await listed(database.sql)).toEqual(['Migration90 true applied']);
    expect(await database.sql('select * from part')).toEqual([{ n: 1 }]);
    await own.remove();
    await database.drop();
  });

  test('a run that holds the lock is not crossed', async () => {
    const database = await server.create();
    const script = await run('plumb', ['sql'], NOWHERE, project.folder);
    const busy = await RunProject.create({ Migration1: { up: ['select pg_sleep(600)'] } });
    const running = busy.start(['migration:up'], database.env);
    await running.says('applying Migration1');
    const crossing = database.sql(script.stdout.replace(/^\\set.*$/m, ''));
    await expect(crossing).rejects.toThrow('another run holds the lock; nothing was run');
    running.kill('SIGTERM');
    await running.ended;
    await busy.remove();
    await database.drop();
  });
});
