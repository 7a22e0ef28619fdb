import {
  type Named,
  named,
  nameSql,
  notOfExtension,
  userSchema,
  wholeId,
  withArrayCasts,
} from '../../catalog/index.ts';
import { address, reader, ruleOf } from '../reader.ts';
import type { DomainCheck } from './model.ts';

interface DomainRow extends Named {
  oid: string;
  array: string;
  over: string;
  category: string;
  type: string;
  collation: string | null;
  not_null: boolean;
  default: string | null;
  checks: (DomainCheck & { oid: string })[] | null;
  comment: string | null;
}

/** The rules of a domain; that it takes no null is a fact of its own. */
const CHECKS = `
  (select json_agg(json_build_object('oid', c.oid::text, 'name', quote_ident(c.conname), 'definition', ${ruleOf('c')}, 'validated', c.convalidated,
                                     'comment', obj_description(c.oid, 'pg_constraint')) order by c.conname)
   from pg_constraint c where c.contypid = t.oid and c.contype = 'c')`;

export const read = reader<DomainRow>(
  `select t.oid::text as oid, t.typarray::text as array, ${named('n.nspname', 't.typname')},
          (case b.typcategory when 'A' then b.typelem else b.oid end)::text as over, t.typcategory as category,
          format_type(t.typbasetype, t.typtypmod) as type, t.typnotnull as not_null,
          case when t.typcollation <> b.typcollation then
            (select ${nameSql('cn.nspname', 'co.collname')} from pg_collation co join pg_namespace cn on cn.oid = co.collnamespace
             where co.oid = t.typcollation) end as collation,
          pg_get_expr(t.typdefaultbin, 0) as default, ${CHECKS} as checks,
          obj_description(t.oid, 'pg_type') as comment
   from pg_type t join pg_namespace n on n.oid = t.typnamespace join pg_type b on b.oid = t.typbasetype
   where t.typtype = 'd' and ${userSchema('n')} and ${notOfExtension('pg_type', 't.oid')}
   order by t.oid`,
  (row, typeAt) => ({
    object: {
      ...wholeId('domain', row),
      facts: {
        type: row.type,
        collation: row.collation,
        notNull: row.not_null,
        default: withArrayCasts(row.default),
        checks: (row.checks ?? []).map(({ name, definition, validated, comment }) => ({
          name,
          definition: withArrayCasts(definition),
          validated,
          comment,
        })),
        comment: row.comment,
      },
      details: { over: typeAt(address('pg_type', row.over)), category: row.category },
    },
    addresses: [
      address('pg_type', row.oid),
      address('pg_type', row.array),
      ...(row.checks ?? []).map(({ oid }) => address('pg_constraint', oid)),
    ],
  }),
);
