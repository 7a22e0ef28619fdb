import { type Session, withoutPolicies } from '../catalog/index.ts';
import { hasSqlstate, SQLSTATE } from '../problem/index.ts';
import { literal, OWN_PATH, pathOf, seenFrom } from '../sql/index.ts';

/** The schema whose names are written without it. */
const SCHEMA = 'public';
/** Counting stops here: to look at a large table must not read all of it. */
const COUNTED = 100_000;

export interface TableSize {
  table: string;
  rows: number;
  /** Whether the rows are PostgreSQL's estimate, as there are too many to be counted, or policies hide some of them. */
  estimated: boolean;
  /** With its indexes, and of a partitioned table with its partitions. */
  bytes: number;
}

/** How large tables of a live database are. Those that it does not have are left out. */
export async function sizesOf(session: Session, tables: readonly string[]): Promise<TableSize[]> {
  if (tables.length === 0) return [];
  const names = tables.map(table => `(${literal(table)})`).join(', ');
  const ask = `
    select t.name, coalesce(p.tuples, c.reltuples) as estimate, coalesce(p.bytes, pg_total_relation_size(c.oid)) as bytes
    from (values ${names}) t (name) join pg_class c on c.oid = to_regclass(t.name)
    cross join lateral (
      select sum(greatest(pc.reltuples, 0)) as tuples, sum(pg_total_relation_size(pc.oid)) as bytes
      from pg_partition_tree(c.oid) p join pg_class pc on pc.oid = p.relid) p`;
  const found = await session.query<{ name: string; estimate: string; bytes: string }>(seenFrom(SCHEMA, ask), OWN_PATH);
  const sizes: TableSize[] = [];
  for (const { name, estimate, bytes } of found) {
    const counted = await countOf(session, name);
    const estimated = counted === undefined || counted === COUNTED;
    const rows = estimated ? Math.max(Number(estimate), counted ?? 0) : counted;
    sizes.push({ table: name, rows, estimated, bytes: Number(bytes) });
  }
  return sizes;
}

/** The number of rows up to a limit; nothing where this role may not count all of them. */
async function countOf(session: Session, table: string): Promise<number | undefined> {
  const count = `select pg_catalog.count(*) as rows from (select from ${table} limit ${COUNTED}) t`;
  try {
    const [row] = await withoutPolicies(session, () => session.query<{ rows: string }>(count, pathOf(SCHEMA)));
    return Number(row?.rows);
  } catch (error) {
    if (hasSqlstate(error, SQLSTATE.insufficientPrivilege)) return undefined;
    throw error;
  }
}
