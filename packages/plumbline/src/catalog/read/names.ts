import { type Named, partId, wholeId } from '../id.ts';
import { address, type CountingRow, countingOf, reader } from './rows.ts';
import { named, namedJson, notOfExtension, userSchema } from './scope.ts';

interface NamedRow extends Named {
  oid: string;
  comment: string | null;
}

/** Schemas and extensions have names of their own, which no schema stands before. */
const alone = (name: string): string =>
  `${name} as name, quote_ident(${name}) as "quotedName", quote_ident(${name}) as "qualifiedName"`;

export const schemas = reader<NamedRow>(
  `select n.oid::text as oid, n.nspname as schema, ${alone('n.nspname')},
          obj_description(n.oid, 'pg_namespace') as comment
   from pg_namespace n where ${userSchema('n')} and n.nspname <> current_schema() and n.nspname <> 'public'
     and ${notOfExtension('pg_namespace', 'n.oid')}
   order by n.nspname`,
  row => ({
    object: { ...wholeId('schema', row), facts: { comment: row.comment }, details: {} },
    addresses: [address('pg_namespace', row.oid)],
  }),
);

export const extensions = reader<NamedRow & { version: string }>(
  `select e.oid::text as oid, n.nspname as schema, ${alone('e.extname')}, e.extversion as version
   from pg_extension e join pg_namespace n on n.oid = e.extnamespace where e.extname <> 'plpgsql' order by e.extname`,
  row => ({
    object: { ...wholeId('extension', row), facts: { schema: row.schema }, details: { version: row.version } },
    addresses: [address('pg_extension', row.oid)],
  }),
);

export const enums = reader<NamedRow & { array: string; labels: string[] | null; oids: string[] | null }>(
  `select t.oid::text as oid, t.typarray::text as array, ${named('n.nspname', 't.typname')},
          obj_description(t.oid, 'pg_type') as comment,
          (select json_agg(e.enumlabel order by e.enumsortorder) from pg_enum e where e.enumtypid = t.oid) as labels,
          (select json_agg(e.oid::text order by e.enumsortorder) from pg_enum e where e.enumtypid = t.oid) as oids
   from pg_type t join pg_namespace n on n.oid = t.typnamespace
   where t.typtype = 'e' and ${userSchema('n')} and ${notOfExtension('pg_type', 't.oid')}
   order by n.nspname, t.typname`,
  row => ({
    object: {
      ...wholeId('enum', row),
      facts: { labels: row.labels ?? [], comment: row.comment },
      details: { oids: row.oids ?? [] },
    },
    addresses: [address('pg_type', row.oid), address('pg_type', row.array)],
  }),
);

interface SequenceRow extends NamedRow, CountingRow {
  type: string;
  owned_by: { table: Named; name: string; quotedName: string } | null;
}

/** Sequences of their own and of serial columns. Those of identity columns are part of the column. */
export const sequences = reader<SequenceRow>(
  `select c.oid::text as oid, ${named('n.nspname', 'c.relname')},
          obj_description(c.oid, 'pg_class') as comment, format_type(s.seqtypid, null) as type,
          s.seqstart::text as start, s.seqincrement::text as increment, s.seqmin::text as min, s.seqmax::text as max,
          s.seqcache::text as cache, s.seqcycle as cycle,
          (select json_build_object('table', ${namedJson('tn.nspname', 't.relname')}, 'name', a.attname, 'quotedName', quote_ident(a.attname))
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
      ...wholeId('sequence', row),
      facts: {
        type: row.type,
        ...countingOf(row),
        ownedBy: row.owned_by && partId('column', wholeId('table', row.owned_by.table), row.owned_by),
        comment: row.comment,
      },
      details: {},
    },
    addresses: [address('pg_class', row.oid)],
  }),
);
