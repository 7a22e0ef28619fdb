import { describeCatalog, type Sql } from '../support/catalog.ts';
import type { Written } from './run-project.ts';

/** Each migration says here that it ran; the table has no key, so that a second time shows. */
const ran = (name: string): string => `insert into effects (name) values ('${name}')`;

/**
 * Migrations of both kinds, with all that PostgreSQL does outside a transaction, and statements that cannot be done
 * twice: a second insert shows in the rows, a second addition fails.
 *
 * @param rows how many rows the table has, which is how long its statements take
 */
export const chain = (rows: number): Record<string, Written> => ({
  Migration01: {
    up: [
      'create table effects (name text)',
      "create type mood as enum ('good', 'bad')",
      'create table item (id bigint generated always as identity primary key, n integer, mood mood, note text)',
      `insert into item (n, mood, note) select i % 1000, 'good', 'note ' || i from generate_series(1, ${rows}) i`,
      'create index item_old on item (note)',
      ran('Migration01'),
    ],
    down: ['drop table item, effects', 'drop type mood'],
  },
  Migration02: {
    up: [
      'alter table item add column total integer',
      'update item set total = n * 2',
      `create function touch() returns trigger language plpgsql as 'begin new.note = new.note || ''!''; return new; end'`,
      'create trigger item_touch before update on item for each row execute function touch()',
      ran('Migration02'),
    ],
    down: ['drop trigger item_touch on item', 'drop function touch', 'alter table item drop column total'],
  },
  Migration03: {
    apart: true,
    up: [
      "set maintenance_work_mem = '32MB'",
      'create index concurrently item_n on item (n)',
      'create unique index concurrently item_note on item (note)',
      "alter type mood add value 'new'",
      'alter table item add constraint item_n_counts check (n >= 0) not valid',
      'alter table item validate constraint item_n_counts',
      ran('Migration03'),
      'update item set n = n + 1 where id % 10 = 0',
      'vacuum item',
      'drop index concurrently item_old',
      'reindex index concurrently item_n',
    ],
    down: [
      'create index concurrently item_old on item (note)',
      'alter table item drop constraint item_n_counts',
      'drop index concurrently item_note',
      'drop index concurrently item_n',
    ],
  },
  Migration04: {
    up: [
      "insert into item (id, n, mood, note) overriding system value values (-1, 5, 'new', 'used')",
      "select setval('item_id_seq', 1000000)",
      'create view busy as select * from item where n > 500',
      'create table part (id integer, at integer) partition by range (id)',
      'create table part_1 partition of part for values from (0) to (1000)',
      'insert into part select i, i from generate_series(0, 999) i',
      ran('Migration04'),
    ],
    down: ['drop table part', 'drop table if exists part_1', 'drop view busy', 'delete from item where id = -1'],
  },
  Migration05: {
    apart: true,
    up: [
      'alter table part detach partition part_1 concurrently',
      'create index concurrently item_expression on item (lower(note)) where n > 10',
      ran('Migration05'),
    ],
    down: [
      'drop index concurrently item_expression',
      'alter table part attach partition part_1 for values from (0) to (1000)',
    ],
  },
  Migration06: { up: ['alter table item alter column total set default 0', ran('Migration06')], down: [] },
});

/** What is in the database: every object in PostgreSQL's words, the rows, the counters, and both lists of migrations. */
export async function stateOf(sql: Sql): Promise<string[]> {
  const tables = await sql<{ name: string }>(
    `select oid::regclass::text as name from pg_class
     where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and relname not like 'mikro_orm%' order by 1`,
  );
  const rows = await Promise.all(
    tables.map(async ({ name }) => {
      const [row] = await sql<{ digest: string }>(
        `select count(*) || ' ' || coalesce(md5(string_agg(t::text, ',' order by t::text)), '') as digest from ${name} t`,
      );
      return `rows ${name}: ${row?.digest}`;
    }),
  );
  const counters = await sql<{ words: string }>(
    `select sequencename || ' ' || coalesce(last_value::text, 'unused') as words from pg_sequences
     where sequencename not like 'mikro_orm%' order by 1`,
  );
  return [
    ...(await describeCatalog(sql)),
    ...rows,
    ...counters.map(({ words }) => `counter ${words}`),
    ...(await listed(sql)),
  ];
}

/** What MikroORM's list and the ledger say, in order; none where they are not there. */
export async function listed(sql: Sql): Promise<string[]> {
  const [there] = await sql<{ there: boolean }>(
    `select to_regclass('mikro_orm_migrations_ledger') is not null as there`,
  );
  if (!there?.there) return [];
  const rows = await sql<{ words: string }>(
    `select coalesce(m.name, l.name) || ' ' || (m.name is not null) || ' ' || coalesce(l.state, 'unknown') as words
     from mikro_orm_migrations m full join mikro_orm_migrations_ledger l using (name) order by 1`,
  );
  return rows.map(({ words }) => words);
}

/** How often each migration of the chain was done. */
export async function effects(sql: Sql): Promise<Record<string, number>> {
  const rows = await sql<{ name: string; times: number }>(
    'select name, count(*)::int as times from effects group by 1 order by 1',
  );
  return Object.fromEntries(rows.map(({ name, times }) => [name, times]));
}
