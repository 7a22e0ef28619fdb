import { type Named, partId, wholeId } from '../id.ts';
import { repeatable } from './repeatable.ts';
import { address, reader } from './rows.ts';
import { namedJson, notOfExtension, userSchema } from './scope.ts';

/** `pg_get_indexdef` without its first words, which are the names: `USING btree (a) WHERE (b > 0)`. */
const DEFINITION = `
  substr(pg_get_indexdef(i.oid), length(format('CREATE %sINDEX %I ON %s%I.%I ', case when x.indisunique then 'UNIQUE ' else '' end,
    i.relname, case when i.relkind = 'I' then 'ONLY ' else '' end, n.nspname, c.relname)) + 1)`;

interface ConstraintRow {
  oid: string;
  index: string;
  parent: Named;
  name: string;
  quotedName: string;
  type: 'p' | 'u' | 'f' | 'c' | 'x';
  definition: string;
  columns: string[] | null;
  references: Named | null;
  referenced: string[] | null;
  condition: string | null;
  index_definition: string | null;
  deferrable: string;
  validated: boolean;
  comment: string | null;
}

/** Constraints of tables, but for NOT NULL, which is a fact of the column, and those that a partition inherits. */
export const constraints = reader<ConstraintRow>(
  `select o.oid::text as oid, o.conindid::text as index, ${namedJson('n.nspname', 'c.relname')} as parent,
          o.conname as name, quote_ident(o.conname) as "quotedName", o.contype as type, pg_get_constraintdef(o.oid) as definition,
          (select array_agg(a.attname::text order by k.ord) from unnest(o.conkey) with ordinality k (attnum, ord)
           join pg_attribute a on a.attrelid = o.conrelid and a.attnum = k.attnum) as columns,
          (select ${namedJson('rn.nspname', 'rc.relname')} from pg_class rc join pg_namespace rn on rn.oid = rc.relnamespace
           where rc.oid = o.confrelid) as references,
          (select array_agg(a.attname::text order by k.ord) from unnest(o.confkey) with ordinality k (attnum, ord)
           join pg_attribute a on a.attrelid = o.confrelid and a.attnum = k.attnum) as referenced,
          case when o.contype = 'c' then pg_get_expr(o.conbin, o.conrelid) end as condition,
          (select ${DEFINITION} from pg_index x join pg_class i on i.oid = x.indexrelid
           where i.oid = o.conindid and o.contype in ('p', 'u')) as index_definition,
          concat(case when o.condeferrable then ' deferrable' end, case when o.condeferred then ' initially deferred' end) as deferrable,
          o.convalidated as validated, obj_description(o.oid, 'pg_constraint') as comment
   from pg_constraint o join pg_class c on c.oid = o.conrelid join pg_namespace n on n.oid = c.relnamespace
   where o.contype in ('p', 'u', 'f', 'c', 'x') and o.conparentid = 0 and o.conislocal
     and c.relpersistence <> 't' and ${userSchema('n')} and ${notOfExtension('pg_class', 'c.oid')}
   order by n.nspname, c.relname, o.conname`,
  row => ({
    object: {
      ...partId('constraint', wholeId('table', row.parent), row),
      facts: { definition: repeatable(row.definition), comment: row.comment },
      details: {
        type: row.type,
        columns: row.columns ?? [],
        references: row.references && wholeId('table', row.references),
        referenced: row.referenced ?? [],
        validated: row.validated,
        condition: repeatable(row.condition),
        index: row.index_definition,
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

interface IndexRow {
  oid: string;
  parent_kind: 'table' | 'view';
  parent: Named;
  name: string;
  quotedName: string;
  unique: boolean;
  valid: boolean;
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
export const indexes = reader<IndexRow>(
  `select i.oid::text as oid, case c.relkind when 'm' then 'view' else 'table' end as parent_kind,
          ${namedJson('n.nspname', 'c.relname')} as parent, i.relname as name,
          quote_ident(i.relname) as "quotedName", x.indisunique as unique, x.indisvalid as valid, ${DEFINITION} as definition,
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
        definition: repeatable(row.definition),
        valid: row.valid,
        comment: row.comment,
      },
      details: {
        method: row.method,
        expressions: row.expressions,
        keys: row.keys ?? [],
        keyCount: row.key_count,
        predicate: repeatable(row.predicate),
        options: row.options,
      },
    },
    addresses: [address('pg_class', row.oid)],
  }),
);
