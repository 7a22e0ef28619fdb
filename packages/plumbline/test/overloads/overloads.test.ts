import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { nameIn } from '../runner/databases.ts';
import { RunProject, type Written } from '../runner/run-project.ts';
import { scale } from '../stress/scale.ts';
import { type Ended, run } from '../support/command.ts';
import { onServer, server, type TestDatabase } from '../support/engines.ts';
import { type Called, collect, nothingCalled } from './called.ts';
import { hostile, KNOWN, knownFrom } from './hostile.ts';
import { Recorder } from './recorder.ts';

/** Migrations that call nothing themselves, and leave the session in a hostile path and another role. */
const MIGRATIONS: Record<string, Written> = {
  Migration1: {
    up: [
      "create type public.mood as enum ('good', 'bad')",
      'create table public.item (id integer primary key, name varchar(20), n bigint, mood public.mood, moods public.mood[])',
      'create table public.part (id integer primary key, item integer)',
      'create view public.names as select item from public.part',
      'set local search_path = hostile, pg_catalog, public',
      'set role pg_monitor',
    ],
    down: ['drop view public.names', 'drop table public.part, public.item', 'drop type public.mood'],
  },
  Migration2: {
    apart: true,
    up: [
      'set search_path = hostile, pg_catalog, public',
      'create index concurrently item_name on public.item (name)',
      'create table public.other (id integer)',
    ],
    down: [
      'set search_path = hostile, pg_catalog, public',
      'drop table public.other',
      'drop index concurrently public.item_name',
    ],
  },
};

/** One that waits, about rows that are there. */
const WAITING: Written = {
  up: [
    'alter table public.item alter column name type varchar(2)',
    'alter table public.item alter column n set not null',
    'alter table public.item add constraint item_n_key unique (n)',
    'alter table public.part add constraint part_item_fkey foreign key (item) references public.item (id)',
    'create unique index item_name_key on public.item (name)',
    "create type public.mood_new as enum ('good')",
    'alter table public.item drop column mood',
    'alter table public.item add column mood public.mood_new',
  ],
  down: [],
};

const ROWS = `
  insert into public.item values (1, 'long', 1, 'good', '{good,bad}'), (2, 'long', 1, 'bad', null), (3, 'x', null, null, '{}');
  insert into public.part values (1, 1), (2, 9)`;

const SEEDER = `import { Seeder } from '@mikro-orm/seeder';
export class DatabaseSeeder extends Seeder {
  async run(em) { await em.getConnection().execute("insert into public.part (id, item) values (3, 3)"); }
}`;

/** MikroORM's own way to run: in a transaction of the caller's. */
const CALLERS = `import { MikroORM } from '@mikro-orm/core';
const { default: config } = await import('./mikro-orm.config.js');
const orm = await MikroORM.init(config);
try {
  for (const way of ['down', 'up'])
    await orm.em.transactional(em => orm.migrator[way]({ transaction: em.getTransactionContext(), migrations: ['Migration0'] }));
} finally { await orm.close(); }`;

interface Step {
  name: string;
  run(project: RunProject, database: TestDatabase): Promise<Ended | undefined>;
  /** Exit codes that it may end with. */
  ends?: number[];
}

const mikroOrm = (...args: string[]): Step => ({
  name: args.join(' '),
  run: (project, { env }) => project.mikroOrm(args, env),
});
const plumb = (args: string[], ends = [0]): Step => ({
  name: `plumb ${args.join(' ')}`,
  run: (project, { env }) => project.plumb(args, env),
  ends,
});

const psql = (range: string): Step => ({
  name: `sql ${range} | psql`,
  run(project, { env }) {
    const { container } = inject('server') as { container: string };
    const { DOCKER_HOST } = process.env;
    const line = `plumb sql ${range} | docker exec -i ${container} psql -q -v ON_ERROR_STOP=1 -U postgres -d ${nameIn(env)}`;
    return run('bash', ['-o', 'pipefail', '-c', line], { ...env, ...(DOCKER_HOST && { DOCKER_HOST }) }, project.folder);
  },
});

const STEPS: Step[] = [
  mikroOrm('migration:up'),
  mikroOrm('migration:list'),
  plumb(['status', '--drift']),
  plumb(['drift'], [0, 50]),
  plumb(['current']),
  plumb(['history']),
  plumb(['diff', 'db', 'migrations'], [0, 51]),
  plumb(['stamp', 'head'], [0, 50, 52]),
  plumb(['overview']),
  // the entities say nothing of all that
  { ...mikroOrm('migration:check'), ends: [1] },
  mikroOrm('seeder:run'),
  {
    name: 'plan',
    async run(project, database) {
      await project.write('Migration3', WAITING);
      await database.sql(`set search_path = pg_catalog; truncate public.part; ${ROWS}`);
      const ended = await project.plumb(['plan', '--json'], database.env);
      await project.delete('Migration3');
      return ended;
    },
  },
  plumb(['diff', 'db', 'entities', '--sql', '--shape-only'], [0, 30, 51]),
  mikroOrm('schema:update', '--dump'),
  mikroOrm('migration:unlog', '--name=Migration2'),
  mikroOrm('migration:log', '--name=Migration2'),
  mikroOrm('migration:down', '--to=base'),
  psql('base:head'),
  psql('head:base'),
  {
    name: "up and down in a transaction of the caller's",
    async run(project, { env }) {
      await project.write('Migration0', {
        up: ['create table public.zero (id integer)'],
        down: ['drop table public.zero'],
      });
      await project.succeeds(['migration:up', '--only=Migration0'], env);
      const ended = await project.run('node', ['caller.mjs'], env);
      await project.succeeds(['migration:down', '--only=Migration0'], env);
      await project.delete('Migration0');
      return ended;
    },
  },
];

/** What was called of somebody's since it was last asked, by PostgreSQL's own count. */
async function calls({ sql }: TestDatabase): Promise<string[]> {
  const rows = await sql<{ what: string }>(
    `set search_path = pg_catalog; select format('%s %s(%s)', f.calls, f.funcname, oidvectortypes(p.proargtypes)) as what
     from pg_stat_user_functions f join pg_proc p on p.oid = f.funcid where f.calls > 0 order by 1`,
  );
  await sql('select pg_catalog.pg_stat_reset()');
  return rows.map(({ what }) => what);
}

async function makeProject(): Promise<RunProject> {
  const project = await RunProject.create(MIGRATIONS);
  await writeFile(join(project.folder, 'caller.mjs'), CALLERS);
  await writeFile(join(project.folder, 'DatabaseSeeder.ts'), SEEDER);
  const config = join(project.folder, 'mikro-orm.config.js');
  const text = await readFile(config, 'utf8');
  await writeFile(
    config,
    text.replace('entities: [],', "entities: [], seeder: { path: '.', defaultSeeder: 'DatabaseSeeder' },"),
  );
  return project;
}

onServer('functions, operators, views and types of others by the names of what the toolkit calls', () => {
  let project: RunProject;
  const called: Called = nothingCalled();
  const own = new Set(Object.values({ ...MIGRATIONS, WAITING }).flatMap(({ up, down = [] }) => [...up, ...down]));

  // what is sent is found out first, in a database where nobody is hostile
  beforeAll(async () => {
    project = await makeProject();
    const database = await server.create();
    const { recorder, dsn } = await Recorder.before(String(database.env.SA01_DB_DSN));
    try {
      for (const { name, run, ends = [0] } of STEPS) {
        const ended = await run(project, {
          ...database,
          env: { SA01_DB_DSN: name.includes('psql') ? database.env.SA01_DB_DSN : dsn },
        });
        expect(ends, `${name}: ${ended?.stderr}${ended?.stdout}`).toContain(ended?.code);
        if (name.startsWith('sql ')) {
          const [, range = ''] = name.split(' ');
          const printed = await project.plumb(['sql', range], database.env);
          recorder.statements.push(...printed.stdout.split(/;\n/));
        }
      }
      for (const sql of new Set(recorder.statements)) if (!own.has(sql)) await collect(sql, called);
    } finally {
      await recorder.close();
      await database.drop();
    }
  }, 1_800_000);
  afterAll(() => project.remove());

  test('are many', () => {
    expect([...called.functions.keys()]).toEqual(
      expect.arrayContaining(['regexp_replace', 'set_config', 'format', 'pg_get_expr', 'count', 'hashtext']),
    );
    expect([...called.operators]).toEqual(expect.arrayContaining(['=', '<>', '!~', '||', '>=']));
    expect([...called.relations]).toEqual(expect.arrayContaining(['pg_class', 'pg_stat_activity']));
  });

  const BEFORE = {
    where: 'in a schema before all others',
    schema: 'hostile',
    path: 'hostile, pg_catalog, public',
    views: true,
  };
  const PUBLIC = { where: 'in public', schema: 'public', path: '"$user", public', views: false };

  describe.each(scale([BEFORE], [BEFORE, PUBLIC]))('$where', ({ schema, path, views }) => {
    let database: TestDatabase;
    beforeAll(async () => {
      database = await server.create();
      await database.sql('create schema hostile');
      const known = knownFrom(await database.sql(KNOWN));
      await database.sql(hostile(schema, called, { views, known }));
      await database.sql(`alter database ${nameIn(database.env)} set search_path = ${path};
        alter database ${nameIn(database.env)} set track_functions = 'pl'`);
    }, 300_000);
    afterAll(() => database.drop());

    test('are called by whoever does not name what is meant', async () => {
      await database.sql(`select regexp_replace('a'::varchar, 'b', 'c'), format('%I.%I', 'a'::name, 'b'::name), 'a'::varchar = 'b'::text,
        count(*), 1::int8 = 1::int4 from pg_class`);
      const found = (await calls(database)).join('\n');
      for (const name of [
        'regexp_replace(character varying',
        'format(text, name, name)',
        'op_bool(character varying, text)',
      ])
        expect(found).toContain(name);
      if (views) for (const name of ['spy()', 'spy_on_aggregate()']) expect(found).toContain(name);
    });

    test('are not called by any command', async () => {
      for (const { name, run, ends = [0] } of STEPS) {
        const ended = await run(project, database);
        expect(await calls(database), name).toEqual([]);
        expect(ends, `${name}: ${ended?.stderr}${ended?.stdout}`).toContain(ended?.code);
      }
    }, 1_800_000);
  });
});
