import { nameSql, notOfExtension, type Session, userSchema } from '../catalog/index.ts';
import { literal, OWN_PATH, seenFrom } from '../sql/index.ts';
import { KINDS } from './registry.ts';

/** Something in a database that no difference and no plan is about. */
export interface Unsupported {
  /** What it is, as people say it: `domain`, `event trigger`, `grants`. */
  kind: string;
  name: string;
  /** What it is in PostgreSQL's words; of a few kinds, as a statement that makes it. */
  words: string;
}

/** One query: objects of a catalog, in schemas of people's, that no extension brought. `n` is the schema, `o` the row. */
function inSchemas(
  kind: string,
  catalog: string,
  prefix: string,
  { words, where = 'true', more = `''` }: Details,
): string {
  return `select ${literal(kind)} as kind, ${nameSql('n.nspname', `o.${prefix}name::text`)} || ${more} as name, ${words} as words
    from ${catalog} o join pg_namespace n on n.oid = o.${prefix}namespace
    where ${userSchema('n')} and ${notOfExtension(catalog, 'o.oid')} and ${where}`;
}

interface Details {
  words: string;
  where?: string;
  /** What the name goes on with. */
  more?: string;
}

/** One query: objects that stand in no schema. */
const outside = (kind: string, catalog: string, name: string, words: string, where = 'true'): string =>
  `select ${literal(kind)}, ${name}, ${words} from ${catalog} o where ${notOfExtension(catalog, 'o.oid')} and ${where}`;

const list = (items: string, order: string): string => `string_agg(${items}, ', ' order by ${order})`;

const ATTRIBUTES = `(select ${list("format('%I %s', a.attname, format_type(a.atttypid, a.atttypmod))", 'a.attnum')}
  from pg_attribute a where a.attrelid = o.oid and a.attnum > 0 and not a.attisdropped)`;
const COMPOSITE = `concat('create type ', o.oid::regclass, ' as (', ${ATTRIBUTES}, ')')`;
const RANGE = `(select format('create type %s as range (subtype = %s)', o.oid::regtype, r.rngsubtype::regtype)
  from pg_range r where r.rngtypid = o.oid)`;
const SIGNATURE = `'(' || pg_get_function_identity_arguments(o.oid) || ')'`;

/** Relations that the readers know, whose owners, rights and settings they do not. */
const RELATION = `o.relkind in ('r', 'p', 'v', 'm', 'S') and o.relpersistence <> 't'`;
const ROLES_HERE = `pg_get_userbyid(o.relowner) <> current_user`;
const acl = (column: string): string => `array(select unnest(${column})::text order by 1)::text`;

/** The options that people can give a column; servers keep their own notes beside them (source: ALTER TABLE, SET (…)). */
const COLUMN_OPTIONS = `(select ${list('e.one', 'e.one')} from unnest(o.attoptions) e (one)
  where split_part(e.one, '=', 1) in ('n_distinct', 'n_distinct_inherited'))`;

const QUERIES = [
  inSchemas('foreign table', 'pg_class', 'rel', { words: ATTRIBUTES, where: `o.relkind = 'f'` }),
  inSchemas('composite type', 'pg_class', 'rel', { words: COMPOSITE, where: `o.relkind = 'c'` }),
  inSchemas('range type', 'pg_type', 'typ', { words: RANGE, where: `o.typtype = 'r'` }),
  inSchemas('base type', 'pg_type', 'typ', {
    words: `o.typinput::text`,
    where: `o.typtype = 'b' and not exists (select from pg_type e where e.typarray = o.oid)`,
  }),
  inSchemas('window function', 'pg_proc', 'pro', { words: 'o.prosrc', where: `o.prokind = 'w'`, more: SIGNATURE }),
  inSchemas('operator', 'pg_operator', 'opr', {
    words: `format('%s, function %s', o.oid::regoperator, o.oprcode)`,
  }),
  inSchemas('operator class', 'pg_opclass', 'opc', { words: `format_type(o.opcintype, null)` }),
  inSchemas('operator family', 'pg_opfamily', 'opf', { words: `o.opfmethod::text` }),
  inSchemas('collation', 'pg_collation', 'coll', {
    words: `concat_ws(' ', o.collprovider, o.collcollate, to_jsonb(o) ->> 'colllocale', to_jsonb(o) ->> 'colliculocale')`,
  }),
  inSchemas('conversion', 'pg_conversion', 'con', { words: 'o.conproc::text' }),
  inSchemas('extended statistics', 'pg_statistic_ext', 'stx', { words: 'pg_get_statisticsobjdef(o.oid)' }),
  inSchemas('text search configuration', 'pg_ts_config', 'cfg', {
    words: `(select ${list("format('%s %s', m.maptokentype, m.mapdict::regdictionary)", 'm.maptokentype, m.mapseqno')}
      from pg_ts_config_map m where m.mapcfg = o.oid)`,
  }),
  inSchemas('text search dictionary', 'pg_ts_dict', 'dict', { words: 'o.dictinitoption' }),
  inSchemas('text search parser', 'pg_ts_parser', 'prs', { words: 'o.prstoken::text' }),
  inSchemas('text search template', 'pg_ts_template', 'tmpl', { words: 'o.tmpllexize::text' }),
  // what hangs on a relation
  `select 'rule', format('%s on %s', quote_ident(o.rulename), ${nameSql('n.nspname', 'c.relname')}), pg_get_ruledef(o.oid)
   from pg_rewrite o join pg_class c on c.oid = o.ev_class join pg_namespace n on n.oid = c.relnamespace
   where o.rulename <> '_RETURN' and ${userSchema('n')} and ${notOfExtension('pg_class', 'c.oid')}`,
  `select 'column storage', ${nameSql('n.nspname', 'c.relname')} || '.' || quote_ident(o.attname),
     concat_ws(' ', case when o.attstorage <> t.typstorage then o.attstorage end, nullif(o.attcompression, ''), nullif(o.attstattarget, -1), ${COLUMN_OPTIONS})
   from pg_attribute o join pg_class c on c.oid = o.attrelid join pg_namespace n on n.oid = c.relnamespace join pg_type t on t.oid = o.atttypid
   where o.attnum > 0 and not o.attisdropped and c.relkind in ('r', 'p', 'm') and ${userSchema('n')} and ${notOfExtension('pg_class', 'c.oid')}
     and (o.attstorage <> t.typstorage or o.attcompression <> '' or coalesce(o.attstattarget, -1) <> -1 or ${COLUMN_OPTIONS} is not null)`,
  `select 'clustering', ${nameSql('n.nspname', 'c.relname')}, i.relname::text
   from pg_index o join pg_class i on i.oid = o.indexrelid join pg_class c on c.oid = o.indrelid join pg_namespace n on n.oid = c.relnamespace
   where o.indisclustered and ${userSchema('n')}`,
  inSchemas('replica identity', 'pg_class', 'rel', {
    words: 'o.relreplident::text',
    where: `o.relkind in ('r', 'p') and o.relreplident <> 'd' and o.relpersistence <> 't'`,
  }),
  inSchemas('typed table', 'pg_class', 'rel', { words: 'o.reloftype::regtype::text', where: 'o.reloftype <> 0' }),
  inSchemas('table access method', 'pg_class', 'rel', {
    words: '(select a.amname::text from pg_am a where a.oid = o.relam)',
    where: `o.relkind in ('r', 'm') and o.relam <> (select a.oid from pg_am a where a.amname = 'heap')`,
  }),
  inSchemas('tablespace', 'pg_class', 'rel', {
    words: '(select t.spcname::text from pg_tablespace t where t.oid = o.reltablespace)',
    where: 'o.reltablespace <> 0',
  }),
  inSchemas('owner', 'pg_class', 'rel', {
    words: 'pg_get_userbyid(o.relowner)::text',
    where: `${RELATION} and ${ROLES_HERE}`,
  }),
  inSchemas('grants', 'pg_class', 'rel', { words: acl('o.relacl'), where: `${RELATION} and o.relacl is not null` }),
  `select 'grants', ${nameSql('n.nspname', 'c.relname')} || '.' || quote_ident(o.attname), ${acl('o.attacl')}
   from pg_attribute o join pg_class c on c.oid = o.attrelid join pg_namespace n on n.oid = c.relnamespace
   where o.attacl is not null and not o.attisdropped and ${userSchema('n')} and ${notOfExtension('pg_class', 'c.oid')}`,
  inSchemas('grants', 'pg_proc', 'pro', { words: acl('o.proacl'), where: 'o.proacl is not null', more: SIGNATURE }),
  inSchemas('grants', 'pg_type', 'typ', { words: acl('o.typacl'), where: 'o.typacl is not null' }),
  // what stands in no schema
  outside('foreign server', 'pg_foreign_server', 'quote_ident(o.srvname)', 'o.srvoptions::text'),
  outside('foreign data wrapper', 'pg_foreign_data_wrapper', 'quote_ident(o.fdwname)', 'o.fdwoptions::text'),
  outside(
    'event trigger',
    'pg_event_trigger',
    'quote_ident(o.evtname)',
    `concat_ws(' ', o.evtevent, o.evtenabled, o.evttags, o.evtfoid::regproc)`,
  ),
  outside(
    'publication',
    'pg_publication',
    'quote_ident(o.pubname)',
    `concat_ws(' ', o.puballtables, o.pubinsert, o.pubupdate, o.pubdelete, o.pubtruncate,
    (select string_agg(pr.prrelid::regclass::text, ', ' order by 1) from pg_publication_rel pr where pr.prpubid = o.oid))`,
  ),
  outside(
    'subscription',
    'pg_subscription',
    'quote_ident(o.subname)',
    'o.subpublications::text',
    'o.subdbid = (select oid from pg_database where datname = current_database())',
  ),
  outside(
    'cast',
    'pg_cast',
    `format('(%s as %s)', o.castsource::regtype, o.casttarget::regtype)`,
    'o.castfunc::regproc::text',
    `o.oid >= 16384 and not exists
    (select from pg_depend d where d.classid = 'pg_cast'::regclass and d.objid = o.oid and d.deptype = 'i')`,
  ),
  outside('language', 'pg_language', 'quote_ident(o.lanname)', 'o.lanplcallfoid::regproc::text', 'o.oid >= 16384'),
  outside('transform', 'pg_transform', `format('for %s', o.trftype::regtype)`, 'o.trflang::text'),
  outside('access method', 'pg_am', 'quote_ident(o.amname)', 'o.amhandler::regproc::text', 'o.oid >= 16384'),
  outside(
    'default privileges',
    'pg_default_acl',
    `concat_ws(' ', pg_get_userbyid(o.defaclrole), o.defaclobjtype, nullif(o.defaclnamespace, 0)::regnamespace)`,
    acl('o.defaclacl'),
  ),
  outside(
    'grants',
    'pg_namespace',
    `'schema ' || quote_ident(o.nspname)`,
    acl('o.nspacl'),
    `o.nspacl is not null and ${userSchema('o')} and o.nspname <> 'public'`,
  ),
  `select 'security label', format('%s on %s', provider, objname), label from pg_seclabels where objnamespace is null or objnamespace::regnamespace::text !~ '^pg_'`,
];

/**
 * Names everything in a database that the toolkit does not support, so that a comparison says what it says nothing about.
 *
 * @param defaultSchema the schema whose names are written without it
 */
export async function readUnsupported(session: Session, defaultSchema = 'public'): Promise<Unsupported[]> {
  const all = `select kind, name::text as name, coalesce(words, '')::text as words from (${QUERIES.join('\nunion all\n')}) u
    where kind not in (${KINDS.map(literal).join(', ')}) order by kind, name`;
  const rows = await session.query<Unsupported>(seenFrom(defaultSchema, all), OWN_PATH);
  return rows.map(({ kind, name, words }) => ({ kind, name, words }));
}

/** Those of one side that the other one does not have in the same words. */
export function unsupportedOnlyIn(side: readonly Unsupported[], other: readonly Unsupported[]): Unsupported[] {
  const known = new Set(other.map(entry => JSON.stringify(entry)));
  return side.filter(entry => !known.has(JSON.stringify(entry)));
}
