import { type Named, named, notOfExtension, userSchema, wholeId } from '../../catalog/index.ts';
import { address, reader } from '../reader.ts';

export const read = reader<
  Named & { oid: string; comment: string | null } & { array: string; labels: string[] | null; oids: string[] | null }
>(
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
