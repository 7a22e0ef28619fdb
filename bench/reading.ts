/**
 * Time and queries of reading a schema and comparing it with itself, beside stock MikroORM in the same run:
 *
 *     npm --prefix bench ci && npm --prefix bench run reading [-- 10 100 1000]
 */
import { MikroORM } from '@mikro-orm/postgresql';
import { DatabaseSchema, SchemaComparator } from '@mikro-orm/sql';
import Table from 'cli-table3';
import { compareCatalogs, readCatalog } from 'mikro-orm-plumbline';
import { Client } from 'pg';
import { GenericContainer, Wait } from 'testcontainers';

const SIZES = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [10, 100, 1000, 5000];
const PASSWORD = 'bench';

/** A schema of many tables like those of an application: keys, checks, partial indexes, enums, triggers, comments. */
const schemaOf = (tables: number): string[] => [
  `drop schema public cascade; create schema public;
  create type state as enum ('new', 'open', 'done');
  create function touch() returns trigger language plpgsql as $$ begin new.updated_at = now(); return new; end $$`,
  `do $$ begin
    for i in 1..${tables} loop
      execute format('create table t%s (id bigserial primary key, parent_id bigint, name varchar(80) not null default %L,
        state state not null default %L, amount numeric(12,2) check (amount >= 0), tags text[] not null default %L,
        meta jsonb not null default %L, updated_at timestamptz not null default now(), unique (name, state))', i, 'x', 'new', '{}', '{}');
      execute format('create index t%1$s_open on t%1$s (updated_at desc) where state = %2$L', i, 'open');
      execute format('create index t%1$s_meta on t%1$s using gin (meta jsonb_path_ops)', i);
      execute format('comment on table t%1$s is %2$L', i, 'table ' || i);
      if i > 1 then execute format('alter table t%s add foreign key (parent_id) references t%s on delete cascade', i, i - 1); end if;
      if i % 10 = 0 then execute format('create trigger t%1$s_touch before update on t%1$s for each row execute function touch()', i); end if;
      if i % 500 = 0 then commit; end if;
    end loop;
  end $$`,
];

interface Measured {
  queries: number;
  ms: number;
}

async function timed(queries: () => number, work: () => Promise<unknown>): Promise<Measured> {
  const before = queries();
  const started = performance.now();
  await work();
  return { queries: queries() - before, ms: performance.now() - started };
}

const container = await new GenericContainer('pgvector/pgvector:pg17')
  .withEnvironment({ POSTGRES_PASSWORD: PASSWORD })
  .withCommand(['postgres', '-c', 'fsync=off', '-c', 'max_locks_per_transaction=1024'])
  .withExposedPorts(5432)
  .withWaitStrategy(Wait.forLogMessage(/database system is ready to accept connections/, 2))
  .start();
const dsn = `postgresql://postgres:${PASSWORD}@${container.getHost()}:${container.getMappedPort(5432)}/postgres`;
const client = new Client(dsn);
await client.connect();
let asked = 0;
const session = {
  query: async <Row>(sql: string): Promise<Row[]> => {
    asked++;
    return (await client.query(sql)).rows as Row[];
  },
};

const table = new Table({
  head: ['tables', 'ours: queries', 'ours: ms', 'ms per table', 'stock: queries', 'stock: ms', 'ms per table'],
  style: { head: [], border: [] },
});
for (const size of SIZES) {
  for (const part of schemaOf(size)) await client.query(part);
  await client.query('vacuum analyze');
  await readCatalog(session);
  const ours = await timed(
    () => asked,
    async () => {
      const [from, to] = [await readCatalog(session), await readCatalog(session)];
      if (compareCatalogs(from, to).length > 0) throw new Error('a schema differs from itself');
    },
  );
  let stockQueries = 0;
  const orm = await MikroORM.init({
    clientUrl: dsn,
    entities: [],
    discovery: { warnWhenNoEntities: false },
    debug: ['query'],
    logger: () => stockQueries++,
  });
  const read = () => DatabaseSchema.create(orm.em.getConnection(), orm.em.getPlatform(), orm.config);
  await read();
  const stock = await timed(
    () => stockQueries,
    async () => {
      const [from, to] = [await read(), await read()];
      new SchemaComparator(orm.em.getPlatform()).compare(from, to);
    },
  );
  await orm.close();
  const cells = ({ queries, ms }: Measured): (string | number)[] => [
    queries / 2,
    Math.round(ms),
    (ms / size).toFixed(2),
  ];
  table.push([size, ...cells(ours), ...cells(stock)]);
}
console.log(table.toString());
await client.end();
await container.stop();
