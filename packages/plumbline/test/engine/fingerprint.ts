import { stableDefinition } from '../../src/catalog/array-casts.ts';
import type { Session } from '../../src/index.ts';

const OWN = (oid: string) =>
  `${oid} >= 16384 and not exists (select from pg_depend d where d.objid = ${oid} and d.deptype = 'e')`;

/**
 * One line for each thing that two databases could differ in. The order of columns is no such thing, nor whether a
 * materialized view is filled: `filledViews` tells that.
 */
const LINES = `
  select 'relation ' || c.oid::regclass || ' ' || concat_ws(' ', c.relkind::text, c.relpersistence::text, c.reloptions, c.relrowsecurity,
    c.relforcerowsecurity, pg_get_expr(c.relpartbound, c.oid), c.relreplident::text,
    case c.relkind when 'p' then pg_get_partkeydef(c.oid) when 'i' then pg_get_indexdef(c.oid) when 'v' then pg_get_viewdef(c.oid)
      when 'm' then pg_get_viewdef(c.oid) end,
    case when c.relkind in ('v', 'm') then (select string_agg(a::text, ',' order by a::text) from unnest(c.relacl) a) end,
    (select string_agg(i.inhparent::regclass::text, ',' order by i.inhseqno) from pg_inherits i where i.inhrelid = c.oid and c.relkind <> 'i')) as line
  from pg_class c where c.relkind in ('r', 'p', 'v', 'm', 'S', 'i') and c.relnamespace <> 'pg_toast'::regnamespace and ${OWN('c.oid')}
    and not (c.relkind = 'i' and c.relispartition)
  union all
  select 'column ' || a.attrelid::regclass || '.' || a.attname || ' ' || concat_ws(' ', format_type(a.atttypid, a.atttypmod), a.attnotnull,
    a.attidentity::text, a.attgenerated::text, a.attstorage::text, a.attcollation::regcollation, pg_get_expr(f.adbin, f.adrelid))
  from pg_attribute a join pg_class c on c.oid = a.attrelid left join pg_attrdef f on f.adrelid = a.attrelid and f.adnum = a.attnum
  where a.attnum > 0 and not a.attisdropped and c.relkind in ('r', 'p', 'v', 'm') and ${OWN('c.oid')}
  union all
  select 'sequence ' || s.seqrelid::regclass || ' ' || concat_ws(' ', s.seqtypid::regtype, s.seqstart, s.seqincrement, s.seqmin, s.seqmax, s.seqcache, s.seqcycle,
    (select string_agg(pg_describe_object(d.refclassid, d.refobjid, d.refobjsubid), ',') from pg_depend d where d.objid = s.seqrelid and d.deptype in ('a', 'i')))
  from pg_sequence s
  union all
  select 'constraint ' || o.conrelid::regclass || '.' || o.conname || ' ' || concat_ws(' ', pg_get_constraintdef(o.oid), o.convalidated)
  from pg_constraint o join pg_class c on c.oid = o.conrelid where o.contype <> 'n' and o.conparentid = 0 and o.conislocal and ${OWN('o.conrelid')}
  union all
  select 'trigger ' || pg_get_triggerdef(g.oid) || ' ' || g.tgenabled::text from pg_trigger g where not g.tgisinternal
  union all
  select 'function ' || pg_get_functiondef(p.oid) || (select coalesce(string_agg(a::text, ',' order by a::text), '') from unnest(p.proacl) a)
  from pg_proc p where p.prokind in ('f', 'p') and ${OWN('p.oid')}
  union all
  select 'aggregate ' || concat_ws(' ', p.oid::regprocedure, pg_get_function_identity_arguments(p.oid), p.proparallel::text,
    format_type(a.aggtranstype, null), format_type(a.aggmtranstype, null), a.aggsortop::regoperator,
    to_jsonb(a) - '{aggfnoid,aggtranstype,aggmtranstype,aggsortop}'::text[], (select string_agg(x::text, ',' order by x::text) from unnest(p.proacl) x))
  from pg_aggregate a join pg_proc p on p.oid = a.aggfnoid where ${OWN('p.oid')}
  union all
  select 'enum ' || t.oid::regtype || ' ' || coalesce((select string_agg(quote_literal(e.enumlabel), ',' order by e.enumsortorder) from pg_enum e where e.enumtypid = t.oid), '')
  from pg_type t where t.typtype = 'e' and ${OWN('t.oid')}
  union all
  select 'policy ' || concat_ws(' ', schemaname, tablename, policyname, permissive, roles, cmd, qual, with_check) from pg_policies
  union all
  select 'schema ' || nspname from pg_namespace where oid >= 16384 and nspname <> 'public' and nspname !~ '^pg_'
  union all
  select 'comment on ' || pg_describe_object(classoid, objoid, objsubid) || ' ' || description from pg_description
  where ${OWN('objoid')} and classoid <> 'pg_extension'::regclass`;

/** A database in words of its own, for a second opinion on what the engine reads. */
export async function fingerprint(session: Session): Promise<string[]> {
  const rows = await session.query<{ line: string }>(LINES);
  return rows.map(({ line }) => (line.startsWith('comment') ? line : stableDefinition(line))).sort();
}

/** The materialized views that hold their rows. */
export async function filledViews(session: Session): Promise<string[]> {
  const rows = await session.query<{ view: string }>(
    `select c.oid::regclass::text as view from pg_class c where c.relkind = 'm' and c.relispopulated order by 1`,
  );
  return rows.map(({ view }) => view);
}

/** What of the views that were filled is there and empty: a script never leaves any. */
export async function emptied(session: Session, filled: readonly string[]): Promise<string[]> {
  const rows = await session.query<{ view: string }>(
    `select c.oid::regclass::text as view from pg_class c where c.relkind = 'm' and not c.relispopulated order by 1`,
  );
  return rows.flatMap(({ view }) => (filled.includes(view) ? [view] : []));
}
