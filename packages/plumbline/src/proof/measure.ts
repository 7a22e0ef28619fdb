import type { Shadow } from '../shadow/index.ts';
import { OWN_PATH, seenFrom } from '../sql/index.ts';

/** What a statement held and wrote anew, as PostgreSQL's own tables tell it. */
export interface Measure {
  /** Relations and the strongest new lock on each, as in `pg_locks`: `users AccessExclusiveLock`. */
  locks: { relation: string; mode: string }[];
  /** Tables and indexes that were written to a new file. */
  rewrites: string[];
}

/** From weak to strong (source: PostgreSQL 17, table 13.2). */
const MODES = [
  'AccessShareLock',
  'RowShareLock',
  'RowExclusiveLock',
  'ShareUpdateExclusiveLock',
  'ShareLock',
  'ShareRowExclusiveLock',
  'ExclusiveLock',
  'AccessExclusiveLock',
];

const strengthOf = (mode: string): number => MODES.indexOf(mode);

interface Held {
  relation: string;
  mode: string;
}

/** Locks of this session, by what PostgreSQL keeps relations under: one that was dropped has no name any more. */
const LOCKS = `
  select l.relation::text as oid, l.mode from pg_locks l
  where l.pid = pg_backend_pid() and l.locktype = 'relation'
    and l.database = (select d.oid from pg_database d where d.datname = current_database())`;

const RELATIONS = `
  select c.oid::text as oid, c.oid::regclass::text as relation, c.relkind::text as kind,
         pg_relation_filenode(c.oid)::text as file
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p', 'm', 'v', 'i') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'`;

/** Relations of people's, with the names that others know them by. */
export type Relations = ReadonlyMap<string, { relation: string; kind: string; file: string }>;

export async function relationsOf(shadow: Shadow): Promise<Relations> {
  const rows = await shadow.query<{ oid: string; relation: string; kind: string; file: string }>(
    seenFrom('public', RELATIONS),
    OWN_PATH,
  );
  return new Map(rows.map(({ oid, ...rest }) => [oid, rest]));
}

/**
 * Runs one statement of the shadow's open transaction and tells what it took.
 *
 * @param old the relations that others can use meanwhile, which are told by the names that they have there
 */
export async function measured(shadow: Shadow, run: () => Promise<void>, old: Relations): Promise<Measure> {
  const [locksBefore, before] = [await locksOf(shadow), await relationsOf(shadow)];
  await run();
  const [locksAfter, after] = [await locksOf(shadow), await relationsOf(shadow)];
  const held = new Map<string, number>();
  for (const { oid, mode } of locksBefore) held.set(oid, Math.max(strengthOf(mode), held.get(oid) ?? -1));
  const taken = locksAfter.flatMap(({ oid, mode }) => {
    const relation = old.get(oid);
    return relation && relation.kind !== 'i' && strengthOf(mode) > (held.get(oid) ?? -1)
      ? [{ relation: relation.relation, mode }]
      : [];
  });
  return {
    locks: strongest(taken),
    rewrites: [...after].flatMap(([oid, { file }]) => {
      const relation = before.get(oid);
      return relation && relation.file !== file ? [old.get(oid)?.relation ?? relation.relation] : [];
    }),
  };
}

const locksOf = (shadow: Shadow): Promise<{ oid: string; mode: string }[]> => shadow.query(LOCKS, OWN_PATH);

/** The strongest lock on each relation. */
export function strongest(held: readonly Held[]): Held[] {
  const best = new Map<string, string>();
  for (const { relation, mode } of held) {
    if (strengthOf(mode) > strengthOf(best.get(relation) ?? '')) best.set(relation, mode);
  }
  return [...best].map(([relation, mode]) => ({ relation, mode }));
}
