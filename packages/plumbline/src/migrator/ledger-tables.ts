import { identifier, literal } from '../sql/quote.ts';

/** Where MikroORM keeps its list of migrations, and this tool its own beside it. */
export interface LedgerTables {
  schema: string;
  /** MikroORM's table; the ledger's name is the same with `_ledger` behind it. */
  table: string;
}

export const qualified = ({ schema, table }: LedgerTables, suffix = ''): string =>
  `${identifier(schema)}.${identifier(`${table}${suffix}`)}`;

const exists = (relation: string): string => `to_regclass(${literal(relation)}) is not null`;

/** What a run needs, in the order in which it is made: whether it is there, and how it is made. */
export const TABLES = (tables: LedgerTables): { there: string; make: string[] }[] => {
  const tracking = qualified(tables);
  const ledger = qualified(tables, '_ledger');
  return [
    {
      there: `to_regnamespace(${literal(identifier(tables.schema))}) is not null`,
      make: [`create schema ${identifier(tables.schema)}`],
    },
    // a list that is gone, as after migration:fresh, takes what was known of its migrations with it
    { there: `${exists(tracking)} or not ${exists(ledger)}`, make: [`drop table ${ledger}`] },
    // as MikroORM 7 makes it
    {
      there: exists(tracking),
      make: [
        `create table ${tracking} ("id" serial primary key, "name" varchar(255) not null, "executed_at" timestamptz(6) not null default current_timestamp(6))`,
      ],
    },
    // runs side by side, before there was a lock, could list a migration twice; from here on they cannot
    {
      there: `${exists(qualified(tables, '_name_key'))} or not ${isOurs(tracking)}`,
      make: [
        `delete from ${tracking} t using ${tracking} first where first.name = t.name and first.id < t.id`,
        `create unique index ${identifier(`${tables.table}_name_key`)} on ${tracking} (name)`,
      ],
    },
    {
      there: exists(ledger),
      make: [
        `create table ${ledger} (
  name text primary key,
  checksum text,
  digest text,
  parent text,
  state text not null check (state in ('applied', 'running', 'reverting')),
  begun integer not null default 0,
  done integer not null default 0,
  trail text,
  started_at timestamptz not null default clock_timestamp(),
  duration_ms double precision,
  tool text not null,
  ran_by text not null
)`,
      ],
    },
    // what older versions of the toolkit did not note, and leave alone
    {
      there: `${HAS_DIGESTS(tables)} or not ${isOurs(ledger)}`,
      make: [`alter table ${ledger} add column digest text, add column parent text`],
    },
  ];
};

/** Whether the ledger has the columns for digests. */
export const HAS_DIGESTS = (tables: LedgerTables): string =>
  `exists (select from pg_attribute where attrelid = to_regclass(${literal(qualified(tables, '_ledger'))}) and attname = 'digest')`;

/** A table is changed by its owner only. */
const isOurs = (relation: string): string =>
  `(select pg_has_role(relowner, 'usage') from pg_class where oid = to_regclass(${literal(relation)}))`;
