export type Sql = <Row>(text: string) => Promise<Row[]>;

/** One object of a database, as the catalog has it. */
export interface CatalogObject {
  kind: string;
  /** With its schema, and its table where it has one. */
  name: string;
  /** Stays while the object stays. */
  oid: string;
  /** The file that holds its data; another one after a rewrite. */
  file: string;
  /** What it is, in PostgreSQL's words. */
  words: string;
}

const OURS = (schema: string) => `${schema} not like 'pg\\_%' and ${schema} <> 'information_schema'`;
const OWN = (catalog: string, oid: string) => `not exists (select from pg_depend d
  where d.classid = '${catalog}'::regclass and d.objid = ${oid} and d.deptype = 'e')`;
const COLUMNS = `(
  select string_agg(concat_ws(' ', a.attnum, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
    a.attidentity, a.attgenerated, a.attstorage, pg_get_expr(f.adbin, f.adrelid), col_description(c.oid, a.attnum)),
    e'\\n' order by a.attnum)
  from pg_attribute a left join pg_attrdef f on f.adrelid = c.oid and f.adnum = a.attnum
  where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped)`;

const OBJECTS = `
  select 'schema' as kind, n.nspname::text as name, n.oid::text, '' as file,
         concat_ws(' ', n.nspowner::regrole, n.nspacl) as words
  from pg_namespace n where ${OURS('n.nspname')}
  union all
  select 'relation ' || c.relkind::text, c.oid::regclass::text, c.oid::text, c.relfilenode::text,
         concat_ws(' ', c.relowner::regrole, c.relpersistence, c.reloptions, c.relacl, c.relrowsecurity,
           obj_description(c.oid, 'pg_class'), ${COLUMNS}, pg_get_viewdef(c.oid), pg_get_indexdef(c.oid), x.indisvalid,
           s.seqstart, s.seqincrement, s.seqmax)
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  left join pg_index x on x.indexrelid = c.oid left join pg_sequence s on s.seqrelid = c.oid
  where ${OURS('n.nspname')} and ${OWN('pg_class', 'c.oid')}
  union all
  select 'constraint', o.conrelid::regclass || ' ' || o.conname, o.oid::text, '',
         concat_ws(' ', pg_get_constraintdef(o.oid), o.convalidated)
  from pg_constraint o join pg_namespace n on n.oid = o.connamespace
  where ${OURS('n.nspname')} and o.conrelid <> 0
  union all
  select 'trigger', g.tgrelid::regclass || ' ' || g.tgname, g.oid::text, '',
         concat_ws(' ', pg_get_triggerdef(g.oid), g.tgenabled)
  from pg_trigger g where not g.tgisinternal
  union all
  select 'type', t.oid::regtype::text, t.oid::text, (select string_agg(e.oid::text, ' ' order by e.enumsortorder) from pg_enum e where e.enumtypid = t.oid),
         concat_ws(' ', t.typowner::regrole, t.typtype, (select string_agg(quote_literal(e.enumlabel), ', ' order by e.enumsortorder) from pg_enum e where e.enumtypid = t.oid))
  from pg_type t join pg_namespace n on n.oid = t.typnamespace
  where ${OURS('n.nspname')} and t.typtype in ('e', 'd', 'r') and ${OWN('pg_type', 't.oid')}
  union all
  select 'function', p.oid::regprocedure::text, p.oid::text, '', concat_ws(' ', p.proowner::regrole, p.proacl, pg_get_functiondef(p.oid))
  from pg_proc p join pg_namespace n on n.oid = p.pronamespace
  where ${OURS('n.nspname')} and p.prokind in ('f', 'p') and ${OWN('pg_proc', 'p.oid')}
  union all
  select 'extension', e.extname, e.oid::text, '', concat_ws(' ', e.extversion, e.extnamespace::regnamespace)
  from pg_extension e
  order by kind, name`;

/** Every object in the database that PostgreSQL did not bring itself, without what an extension brought. */
export const readCatalog = (sql: Sql): Promise<CatalogObject[]> => sql<CatalogObject>(OBJECTS);

/** What a schema is made of, as text to compare two of them: without identities, extensions and the migrator's record. */
export async function describeCatalog(sql: Sql): Promise<string[]> {
  const objects = await readCatalog(sql);
  return objects
    .filter(({ kind, name }) => kind !== 'extension' && !name.startsWith('mikro_orm_migrations'))
    .map(({ kind, name, words }) => `${kind} ${name}: ${words}`);
}
