import type { Shadow } from '../shadow/index.ts';

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

interface Held {
  relation: string;
  mode: string;
}

/** Locks of this session on relations of people's that were there before. */
const LOCKS = `
  select c.oid::regclass::text as relation, l.mode
  from pg_locks l join pg_class c on c.oid = l.relation join pg_namespace n on n.oid = c.relnamespace
  where l.pid = pg_backend_pid() and l.locktype = 'relation' and c.relkind in ('r', 'p', 'm', 'v')
    and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'`;

const FILES = `
  select c.oid::text as oid, c.oid::regclass::text as relation, pg_relation_filenode(c.oid)::text as file
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'm', 'i') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'`;

/** Runs one statement of the shadow's open transaction and tells what it took. */
export async function measured(shadow: Shadow, run: () => Promise<void>): Promise<Measure> {
  const [locksBefore, filesBefore] = [await shadow.query<Held>(LOCKS), await files(shadow)];
  await run();
  const held = new Set(locksBefore.map(({ relation, mode }) => `${relation} ${mode}`));
  const filesAfter = await files(shadow);
  const taken = (await shadow.query<Held>(LOCKS)).filter(({ relation, mode }) => !held.has(`${relation} ${mode}`));
  return {
    locks: strongest(
      taken.filter(
        ({ relation }) => [...filesBefore.values()].some(file => file.relation === relation) || held.has(relation),
      ),
    ),
    rewrites: [...filesAfter].flatMap(([oid, { relation, file }]) =>
      filesBefore.has(oid) && filesBefore.get(oid)?.file !== file ? [relation] : [],
    ),
  };
}

async function files(shadow: Shadow): Promise<Map<string, { relation: string; file: string }>> {
  const rows = await shadow.query<{ oid: string; relation: string; file: string }>(FILES);
  return new Map(rows.map(({ oid, ...rest }) => [oid, rest]));
}

/** The strongest lock on each relation. */
export function strongest(held: readonly Held[]): Held[] {
  const best = new Map<string, string>();
  for (const { relation, mode } of held) {
    if (MODES.indexOf(mode) > MODES.indexOf(best.get(relation) ?? '')) best.set(relation, mode);
  }
  return [...best].map(([relation, mode]) => ({ relation, mode }));
}
