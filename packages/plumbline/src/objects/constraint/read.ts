import {
  type Named,
  namedJson,
  notOfExtension,
  partId,
  userSchema,
  wholeId,
  withArrayCasts,
} from '../../catalog/index.ts';
import { DEFINITION, EQUAL_NULLS } from '../index/definition.ts';
import { address, reader, ruleOf } from '../reader.ts';

interface ConstraintRow {
  oid: string;
  index: string;
  parent: Named;
  name: string;
  quotedName: string;
  type: 'p' | 'u' | 'f' | 'c' | 'x';
  definition: string;
  rule: string;
  columns: string[] | null;
  references: Named | null;
  referenced: string[] | null;
  condition: string | null;
  index_definition: string | null;
  equal_nulls: boolean;
  deferrable: string;
  validated: boolean;
  comment: string | null;
}

/** Constraints of tables, but for NOT NULL, which is a fact of the column, and those that a partition inherits. */
export const read = reader<ConstraintRow>(
  `select o.oid::text as oid, o.conindid::text as index, ${namedJson('n.nspname', 'c.relname')} as parent,
          o.conname as name, quote_ident(o.conname) as "quotedName", o.contype as type, pg_get_constraintdef(o.oid) as definition,
          ${ruleOf('o')} as rule,
          (select array_agg(a.attname::text order by k.ord) from unnest(o.conkey) with ordinality k (attnum, ord)
           join pg_attribute a on a.attrelid = o.conrelid and a.attnum = k.attnum) as columns,
          (select ${namedJson('rn.nspname', 'rc.relname')} from pg_class rc join pg_namespace rn on rn.oid = rc.relnamespace
           where rc.oid = o.confrelid) as references,
          (select array_agg(a.attname::text order by k.ord) from unnest(o.confkey) with ordinality k (attnum, ord)
           join pg_attribute a on a.attrelid = o.confrelid and a.attnum = k.attnum) as referenced,
          case when o.contype = 'c' then pg_get_expr(o.conbin, o.conrelid) end as condition,
          (select ${DEFINITION} from pg_index x join pg_class i on i.oid = x.indexrelid
           where i.oid = o.conindid and o.contype in ('p', 'u')) as index_definition,
          exists (select from pg_index x where x.indexrelid = o.conindid and o.contype in ('p', 'u') and ${EQUAL_NULLS}) as equal_nulls,
          concat(case when o.condeferrable then ' deferrable' end, case when o.condeferred then ' initially deferred' end) as deferrable,
          o.convalidated as validated, obj_description(o.oid, 'pg_constraint') as comment
   from pg_constraint o join pg_class c on c.oid = o.conrelid join pg_namespace n on n.oid = c.relnamespace
   where o.contype in ('p', 'u', 'f', 'c', 'x') and o.conparentid = 0 and o.conislocal
     and c.relpersistence <> 't' and ${userSchema('n')} and ${notOfExtension('pg_class', 'c.oid')}
   order by n.nspname, c.relname, o.conname`,
  row => ({
    object: {
      ...partId('constraint', wholeId('table', row.parent), row),
      facts: { definition: withArrayCasts(row.definition), comment: row.comment },
      details: {
        type: row.type,
        rule: withArrayCasts(row.rule),
        columns: row.columns ?? [],
        references: row.references && wholeId('table', row.references),
        referenced: row.referenced ?? [],
        validated: row.validated,
        condition: withArrayCasts(row.condition),
        index: row.index_definition,
        equalNulls: row.equal_nulls,
        deferrable: row.deferrable,
        expressions: row.type === 'c' || row.type === 'x',
      },
    },
    addresses: [
      address('pg_constraint', row.oid),
      // a foreign key's index is the one of the key that it refers to
      ...(row.type === 'f' || row.index === '0' ? [] : [address('pg_class', row.index)]),
    ],
  }),
);
