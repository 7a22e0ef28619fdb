import {
  type Named,
  named,
  notOfExtension,
  relationGrants,
  userSchema,
  wholeId,
  withArrayCasts,
} from '../../catalog/index.ts';
import { parametersOf } from '../parameters.ts';
import { address, reader } from '../reader.ts';
import type { ViewFacts } from './model.ts';

interface ViewRow extends Named {
  oid: string;
  type: string;
  rule: string;
  materialized: boolean;
  populated: boolean;
  definition: string;
  options: string[] | null;
  columns: string[];
  shape: string[] | null;
  column_comments: ViewFacts['columnComments'] | null;
  comment: string | null;
  grants: string[];
}

export const read = reader<ViewRow>(
  `select c.oid::text as oid, c.reltype::text as type, r.oid::text as rule, ${named('n.nspname', 'c.relname')},
          c.relkind = 'm' as materialized, c.relispopulated as populated,
          pg_get_viewdef(c.oid) as definition, to_json(c.reloptions) as options,
          (select array_agg(a.attname::text order by a.attnum) from pg_attribute a
           where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns,
          (select array_agg(concat_ws(' ', quote_ident(a.attname), format_type(a.atttypid, a.atttypmod), a.attcollation::text)
             order by a.attnum) from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as shape,
          (select json_agg(json_build_object('column', a.attname, 'comment', col_description(c.oid, a.attnum)) order by a.attnum) from pg_attribute a
           where a.attrelid = c.oid and a.attnum > 0 and col_description(c.oid, a.attnum) is not null) as column_comments,
          obj_description(c.oid, 'pg_class') as comment,
          ${relationGrants('c')} as grants
   from pg_class c join pg_namespace n on n.oid = c.relnamespace
   join pg_rewrite r on r.ev_class = c.oid and r.rulename = '_RETURN'
   where c.relkind in ('v', 'm') and c.relpersistence <> 't' and ${userSchema('n')} and ${notOfExtension('pg_class', 'c.oid')}
   order by n.nspname, c.relname`,
  row => ({
    object: {
      ...wholeId('view', row),
      facts: {
        definition: withArrayCasts(row.definition.trim().replace(/;$/, '')),
        materialized: row.materialized,
        options: parametersOf(row.options),
        columnComments: row.column_comments ?? [],
        comment: row.comment,
      },
      details: { columns: row.columns ?? [], populated: row.populated, shape: row.shape ?? [], grants: row.grants },
    },
    addresses: [address('pg_class', row.oid), address('pg_type', row.type), address('pg_rewrite', row.rule)],
  }),
);
