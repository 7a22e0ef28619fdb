import { equal, identifier, literal } from '../sql/index.ts';
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
 * DDL that runs CONCURRENTLY, outside a transaction block, while reads and writes go on. An interrupted one leaves a part
 * of it behind, like an invalid index, which is cleared away before it is tried again.
 */
export type ConcurrentDdl =
  | { does: 'create index'; table: string; index: string | undefined }
  | { does: 'drop index'; index: string }
  | { does: 'reindex'; relation: string }
  | { does: 'detach'; table: string; partition: string };

/** The statement, where it is concurrent DDL. */
export function concurrentDdlOf(kind: string, node: Node): ConcurrentDdl | undefined {
  switch (kind) {
    case 'IndexStmt':
      if (!node.concurrent) return undefined;
      return { does: 'create index', table: nameOf(node.relation), index: node.idxname as string | undefined };
    case 'DropStmt': {
      if (!node.concurrent) return undefined;
      const [object] = node.objects as { List: { items: { String: { sval: string } }[] } }[];
      return { does: 'drop index', index: quotedPath((object?.List.items ?? []).map(item => item.String.sval)) };
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

const quotedPath = (parts: (string | undefined)[]): string =>
  parts
    .filter(part => part !== undefined)
    .map(identifier)
    .join('.');

const nameOf = (relation: unknown): string => {
  const { schemaname, relname } = relation as RangeVar;
  return quotedPath([schemaname, relname]);
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
 * @returns whether the statement took effect already
 */
export async function recover(work: WorkSession, concurrentDdl: ConcurrentDdl): Promise<boolean> {
  switch (concurrentDdl.does) {
    case 'create index': {
      const isIt = `${equal('i.indrelid', oidOf(concurrentDdl.table))} and ${equal('c.relname', literal(concurrentDdl.index ?? ''))}`;
      await dropAll(work, unfinished(isIt));
      const found = await work.query(`select from ${INDEXES} where i.indisvalid and ${isIt}`);
      return found.length > 0;
    }
    case 'drop index':
      return isGone(work, concurrentDdl.index);
    case 'reindex': {
      const relation = oidOf(concurrentDdl.relation);
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
         where ${equal('inhparent', oidOf(concurrentDdl.table))} and ${equal('inhrelid', oidOf(concurrentDdl.partition))}`,
      );
      if (row?.pending)
        await work.query(`alter table ${concurrentDdl.table} detach partition ${concurrentDdl.partition} finalize`);
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
