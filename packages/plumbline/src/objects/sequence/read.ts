import { type Named, named, namedJson, notOfExtension, partId, userSchema, wholeId } from '../../catalog/index.ts';
import { type CountingRow, countingOf } from '../counting.ts';
import { address, reader } from '../reader.ts';

interface SequenceRow extends Named, CountingRow {
  oid: string;
  comment: string | null;
  type: string;
  owned_by: { table: Named; name: string; quotedName: string } | null;
}

/** Sequences of their own and of serial columns. Those of identity columns are part of the column. */
export const read = reader<SequenceRow>(
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
