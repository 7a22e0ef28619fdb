import {
  type Named,
  namedJson,
  notOfExtension,
  partId,
  userSchema,
  wholeId,
  withArrayCasts,
} from '../../catalog/index.ts';
import { address, reader } from '../reader.ts';
import { DEFINITION, EQUAL_NULLS } from './definition.ts';

interface IndexRow {
  oid: string;
  parent_kind: 'table' | 'view';
  parent: Named;
  name: string;
  quotedName: string;
  unique: boolean;
  valid: boolean;
  equal_nulls: boolean;
  definition: string;
  method: string;
  expressions: boolean;
  options: string | null;
  keys: { expression: string; operatorClass: string; type: string }[] | null;
  key_count: number;
  predicate: string | null;
  comment: string | null;
}

/** Indexes of tables and materialized views that no constraint and no parent's index brings with it. */
export const read = reader<IndexRow>(
  `select i.oid::text as oid, case c.relkind when 'm' then 'view' else 'table' end as parent_kind,
          ${namedJson('n.nspname', 'c.relname')} as parent, i.relname as name,
          quote_ident(i.relname) as "quotedName", x.indisunique as unique, x.indisvalid as valid, ${EQUAL_NULLS} as equal_nulls, ${DEFINITION} as definition,
          am.amname as method, x.indexprs is not null or x.indpred is not null as expressions,
          array_to_string(i.reloptions, ', ') as options, x.indnkeyatts::int as key_count,
          pg_get_expr(x.indpred, x.indrelid) as predicate,
          (select json_agg(json_build_object('expression', pg_get_indexdef(i.oid, k.ord::int, false), 'operatorClass', oc.opcname,
                    'type', format_type(ia.atttypid, ia.atttypmod)) order by k.ord)
           from unnest(x.indclass::oid[]) with ordinality k (opclass, ord) join pg_opclass oc on oc.oid = k.opclass
           join pg_attribute ia on ia.attrelid = i.oid and ia.attnum = k.ord) as keys,
          obj_description(i.oid, 'pg_class') as comment
   from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class c on c.oid = x.indrelid
   join pg_namespace n on n.oid = c.relnamespace join pg_am am on am.oid = i.relam
   where c.relkind in ('r', 'p', 'm') and c.relpersistence <> 't' and not i.relispartition and ${userSchema('n')}
     and ${notOfExtension('pg_class', 'c.oid')}
     and not exists (select from pg_constraint o where o.conindid = i.oid and o.contype in ('p', 'u', 'x'))
   order by n.nspname, c.relname, i.relname`,
  row => ({
    object: {
      ...partId('index', wholeId(row.parent_kind, row.parent), row),
      facts: {
        unique: row.unique,
        definition: withArrayCasts(row.definition),
        valid: row.valid,
        comment: row.comment,
      },
      details: {
        method: row.method,
        expressions: row.expressions,
        keys: row.keys ?? [],
        keyCount: row.key_count,
        predicate: withArrayCasts(row.predicate),
        options: row.options,
        equalNulls: row.equal_nulls,
      },
    },
    addresses: [address('pg_class', row.oid)],
  }),
);
