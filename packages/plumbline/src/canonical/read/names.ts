import { address, flag, reader } from './rows.ts';
import { nameSql, notOfExtension, userSchema } from './scope.ts';

interface Named {
  oid: string;
  schema: string;
  name: string;
  sql: string;
  comment: string | null;
}

export const schemas = reader<Named>(
  `select n.oid::text as oid, n.nspname as name, n.nspname as schema, quote_ident(n.nspname) as sql,
          obj_description(n.oid, 'pg_namespace') as comment
   from pg_namespace n where ${userSchema('n')} and n.nspname <> current_schema() and n.nspname <> 'public'
     and ${notOfExtension('pg_namespace', 'n.oid')}
   order by n.nspname`,
  ({ oid, schema, name, sql, comment }) => ({
    object: { kind: 'schema', id: `schema ${sql}`, name, schema, sql, owner: null, facts: { comment }, details: {} },
    addresses: [address('pg_namespace', oid)],
  }),
);

export const extensions = reader<Named & { version: string }>(
  `select e.oid::text as oid, n.nspname as schema, e.extname as name, quote_ident(e.extname) as sql, e.extversion as version
   from pg_extension e join pg_namespace n on n.oid = e.extnamespace where e.extname <> 'plpgsql' order by e.extname`,
  ({ oid, schema, name, sql, version }) => ({
    object: {
      kind: 'extension',
      id: `extension ${sql}`,
      name,
      schema,
      sql,
      owner: null,
      facts: { schema },
      details: { version },
    },
    addresses: [address('pg_extension', oid)],
  }),
);

export const enums = reader<Named & { array: string; labels: string; oids: string[] | null }>(
  `select t.oid::text as oid, t.typarray::text as array, n.nspname as schema, t.typname as name, ${nameSql('n.nspname', 't.typname')} as sql,
          obj_description(t.oid, 'pg_type') as comment,
          (select json_agg(e.enumlabel order by e.enumsortorder) from pg_enum e where e.enumtypid = t.oid)::text as labels,
          (select json_agg(e.oid::text order by e.enumsortorder) from pg_enum e where e.enumtypid = t.oid) as oids
   from pg_type t join pg_namespace n on n.oid = t.typnamespace
   where t.typtype = 'e' and ${userSchema('n')} and ${notOfExtension('pg_type', 't.oid')}
   order by n.nspname, t.typname`,
  ({ oid, array, schema, name, sql, comment, labels, oids }) => ({
    object: {
      kind: 'enum',
      id: `enum ${sql}`,
      name,
      schema,
      sql,
      owner: null,
      facts: { labels: JSON.stringify(JSON.parse(labels ?? '[]')), comment },
      details: { oids: oids ?? [] },
    },
    addresses: [address('pg_type', oid), address('pg_type', array)],
  }),
);

interface SequenceRow extends Named {
  type: string;
  start: string;
  increment: string;
  min: string;
  max: string;
  cache: string;
  cycle: boolean;
  owned_by: string | null;
}

/** Sequences of their own and of serial columns. Those of identity columns are part of the column. */
export const sequences = reader<SequenceRow>(
  `select c.oid::text as oid, n.nspname as schema, c.relname as name, ${nameSql('n.nspname', 'c.relname')} as sql,
          obj_description(c.oid, 'pg_class') as comment, format_type(s.seqtypid, null) as type,
          s.seqstart::text as start, s.seqincrement::text as increment, s.seqmin::text as min, s.seqmax::text as max,
          s.seqcache::text as cache, s.seqcycle as cycle,
          (select ${nameSql('tn.nspname', 't.relname')} || '.' || quote_ident(a.attname)
           from pg_depend d join pg_class t on t.oid = d.refobjid join pg_namespace tn on tn.oid = t.relnamespace
           join pg_attribute a on a.attrelid = t.oid and a.attnum = d.refobjsubid
           where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.refclassid = 'pg_class'::regclass
             and d.deptype = 'a') as owned_by
   from pg_sequence s join pg_class c on c.oid = s.seqrelid join pg_namespace n on n.oid = c.relnamespace
   where ${userSchema('n')} and ${notOfExtension('pg_class', 'c.oid')}
     and not exists (select from pg_depend i where i.classid = 'pg_class'::regclass and i.objid = c.oid and i.deptype = 'i')
   order by n.nspname, c.relname`,
  row => ({
    object: {
      kind: 'sequence',
      id: `sequence ${row.sql}`,
      name: row.name,
      schema: row.schema,
      sql: row.sql,
      owner: null,
      facts: {
        type: row.type,
        start: row.start,
        increment: row.increment,
        min: row.min,
        max: row.max,
        cache: row.cache,
        cycle: flag(row.cycle, 'cycle'),
        ownedBy: row.owned_by,
        comment: row.comment,
      },
      details: {},
    },
    addresses: [address('pg_class', row.oid)],
  }),
);
