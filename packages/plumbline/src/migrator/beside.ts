import { equal } from '../sql/own-path.ts';
import { identifier, literal } from '../sql/quote.ts';
import type { WorkSession } from './session.ts';

/** A node of PostgreSQL's parse tree: its fields. */
export type Node = Record<string, unknown>;
/** A node under the name of its kind. */
export type Tree = Record<string, Node>;

interface RangeVar {
  schemaname?: string;
  relname?: string;
}

/**
 * Work that PostgreSQL does beside the traffic, in several transactions of its own: what broke off stays half done, and
 * has to be looked at before it is done again.
 */
export type Beside =
  | { does: 'create index'; table: string; index: string | undefined }
  | { does: 'drop index'; index: string }
  | { does: 'reindex'; relation: string }
  | { does: 'detach'; table: string; partition: string };

/** The statement as such work, if it is of that kind. */
export function besideOf(kind: string, node: Node): Beside | undefined {
  switch (kind) {
    case 'IndexStmt':
      if (!node.concurrent) return undefined;
      return { does: 'create index', table: nameOf(node.relation), index: node.idxname as string | undefined };
    case 'DropStmt': {
      if (!node.concurrent) return undefined;
      const [object] = node.objects as { List: { items: { String: { sval: string } }[] } }[];
      return { does: 'drop index', index: qualified((object?.List.items ?? []).map(item => item.String.sval)) };
    }
    case 'ReindexStmt': {
      const concurrent = ((node.params ?? []) as Tree[]).some(({ DefElem }) => DefElem?.defname === 'concurrently');
      return concurrent && node.relation ? { does: 'reindex', relation: nameOf(node.relation) } : undefined;
    }
    case 'AlterTableStmt': {
      const { def } = ((node.cmds as Tree[])[0]?.AlterTableCmd ?? {}) as { def?: Tree };
      const { name, concurrent } = def?.PartitionCmd ?? {};
      return concurrent ? { does: 'detach', table: nameOf(node.relation), partition: nameOf(name) } : undefined;
    }
    default:
      return undefined;
  }
}

const qualified = (parts: (string | undefined)[]): string =>
  parts
    .filter(part => part !== undefined)
    .map(identifier)
    .join('.');

const nameOf = (relation: unknown): string => {
  const { schemaname, relname } = relation as RangeVar;
  return qualified([schemaname, relname]);
};

/** Indexes. Names of people's are looked up where the migration looks, so that what is PostgreSQL's has its full name. */
const INDEXES = `pg_catalog.pg_index i join pg_catalog.pg_class c on ${equal('c.oid', 'i.indexrelid')}`;
const oidOf = (name: string): string => `pg_catalog.to_regclass(${literal(name)})`;

/** An index of a table that was not built to its end; `reindex` names those that it builds after the old ones. */
const unfinished = (where: string): string => `
  select pg_catalog.format('%I.%I', n.nspname, c.relname) as name
  from ${INDEXES} join pg_catalog.pg_namespace n on ${equal('n.oid', 'c.relnamespace')}
  where not i.indisvalid and ${where}`;

/**
 * Looks at what an attempt that broke off left behind, and takes away what is of no use.
 *
 * @returns whether the work is done
 */
export async function settle(work: WorkSession, beside: Beside): Promise<boolean> {
  switch (beside.does) {
    case 'create index': {
      const isIt = `${equal('i.indrelid', oidOf(beside.table))} and ${equal('c.relname', literal(beside.index ?? ''))}`;
      await dropAll(work, unfinished(isIt));
      const found = await work.query(`select from ${INDEXES} where i.indisvalid and ${isIt}`);
      return found.length > 0;
    }
    case 'drop index':
      return isGone(work, beside.index);
    case 'reindex': {
      const relation = oidOf(beside.relation);
      await dropAll(
        work,
        unfinished(`(${equal('i.indrelid', relation)}
          or ${equal('i.indrelid', `(select x.indrelid from pg_catalog.pg_index x where ${equal('x.indexrelid', relation)})`)})
          and c.relname operator(pg_catalog.~) '_cc(new|old)[0-9]*$'`),
      );
      return false;
    }
    case 'detach': {
      const [row] = await work.query<{ pending: boolean }>(
        `select inhdetachpending as pending from pg_catalog.pg_inherits
         where ${equal('inhparent', oidOf(beside.table))} and ${equal('inhrelid', oidOf(beside.partition))}`,
      );
      if (row?.pending) await work.query(`alter table ${beside.table} detach partition ${beside.partition} finalize`);
      return row === undefined || row.pending;
    }
  }
}

async function isGone(work: WorkSession, name: string): Promise<boolean> {
  const [row] = await work.query<{ gone: boolean }>(`select ${oidOf(name)} is null as gone`);
  return row?.gone ?? false;
}

async function dropAll(work: WorkSession, which: string): Promise<void> {
  for (const { name } of await work.query<{ name: string }>(which)) await work.query(`drop index concurrently ${name}`);
}
