import { equal, identifier, literal } from '../sql/index.ts';

/** Where MikroORM keeps its list of migrations, and this tool its own beside it. */
export interface LedgerTables {
  schema: string;
  /** MikroORM's table; the ledger's name is the same with `_ledger` behind it. */
  table: string;
}

export const qualifiedTable = ({ schema, table }: LedgerTables, suffix = ''): string =>
  `${identifier(schema)}.${identifier(`${table}${suffix}`)}`;

const exists = (relation: string): string => `pg_catalog.to_regclass(${literal(relation)}) is not null`;

/** Something that is needed: a condition that holds where it is there, and the statements that make it. */
export interface Needed {
  there: string;
  make: string[];
}

/** MikroORM's list and its schema, as MikroORM 7 makes them. */
export const LIST = (tables: LedgerTables): [Needed, Needed] => [
  {
    there: `pg_catalog.to_regnamespace(${literal(identifier(tables.schema))}) is not null`,
    make: [`create schema ${identifier(tables.schema)}`],
  },
  {
    there: exists(qualifiedTable(tables)),
    make: [
      `create table ${qualifiedTable(tables)} ("id" serial primary key, "name" varchar(255) not null, "executed_at" pg_catalog.timestamptz(6) not null default current_timestamp(6))`,
    ],
  },
];

/**
 * What a run needs, in the order in which it is made: whether it is there, and how it is made. What is PostgreSQL's has
 * its full name, as all statements of the ledger do.
 */
export const TABLES = (tables: LedgerTables): Needed[] => {
  const tracking = qualifiedTable(tables);
  const ledger = qualifiedTable(tables, '_ledger');
  const [schema, list] = LIST(tables);
  return [
    schema,
    // a list that is gone, as after migration:fresh, takes what was known of its migrations with it
    { there: `${exists(tracking)} or not ${exists(ledger)}`, make: [`drop table ${ledger}`] },
    list,
    // runs side by side, before there was a lock, could list a migration twice; from here on they cannot
    {
      there: `${exists(qualifiedTable(tables, '_name_key'))} or not ${isOurs(tracking)}`,
      make: [
        `delete from ${tracking} t using ${tracking} first where ${equal('first.name', 't.name')} and first.id operator(pg_catalog.<) t.id`,
        `create unique index ${identifier(`${tables.table}_name_key`)} on ${tracking} (name)`,
      ],
    },
    {
      there: exists(ledger),
      make: [
        `create table ${ledger} (
  name pg_catalog.text primary key,
  checksum pg_catalog.text,
  digest pg_catalog.text,
  parent pg_catalog.text,
  state pg_catalog.text not null check (${equal('state', "any (array['applied', 'running', 'reverting'])")}),
  begun integer not null default 0,
  done integer not null default 0,
  trail pg_catalog.text,
  started_at pg_catalog.timestamptz not null default pg_catalog.clock_timestamp(),
  duration_ms double precision,
  tool pg_catalog.text not null,
  ran_by pg_catalog.text not null
)`,
      ],
    },
    // what older versions of the toolkit did not note, and leave alone
    {
      there: `${HAS_DIGESTS(tables)} or not ${isOurs(ledger)}`,
      make: [`alter table ${ledger} add column digest pg_catalog.text, add column parent pg_catalog.text`],
    },
  ];
};

/** Whether the ledger has the columns for digests. */
export const HAS_DIGESTS = (tables: LedgerTables): string =>
  `exists (select from pg_catalog.pg_attribute where ${equal('attrelid', `pg_catalog.to_regclass(${literal(qualifiedTable(tables, '_ledger'))})`)} and ${equal('attname', "'digest'")})`;

/** A table is changed by its owner only. */
const isOurs = (relation: string): string =>
  `(select pg_catalog.pg_has_role(relowner, 'usage') from pg_catalog.pg_class where ${equal('oid', `pg_catalog.to_regclass(${literal(relation)})`)})`;
