import {
  columnGrants,
  type Named,
  namedJson,
  nameSql,
  notOfExtension,
  partId,
  userSchema,
  wholeId,
  withArrayCasts,
} from '../../catalog/index.ts';
import { type CountingRow, countingOf } from '../counting.ts';
import { address, reader } from '../reader.ts';

interface ColumnRow {
  table_oid: string;
  parent: Named;
  name: string;
  quotedName: string;
  position: number;
  type: string;
  base_type: string;
  array: boolean;
  type_oid: string;
  modifier: number;
  category: string;
  not_null: boolean;
  expression: string | null;
  expression_oid: string | null;
  generated: '' | 's' | 'v';
  identity: '' | keyof typeof IDENTITY;
  counts: CountingRow | null;
  sequence: string | null;
  collation: string | null;
  comment: string | null;
  heirs: { table: string; position: number }[] | null;
  grants: string[];
}

/** Where PostgreSQL keeps the same column of partitions and heirs, which have none of their own. */
const HEIRS = `
  (with recursive heirs as (
     select inhrelid from pg_inherits where inhparent = c.oid
     union select i.inhrelid from pg_inherits i join heirs h on i.inhparent = h.inhrelid)
   select json_agg(json_build_object('table', ha.attrelid::text, 'position', ha.attnum))
   from heirs h join pg_class hc on hc.oid = h.inhrelid join pg_attribute ha on ha.attrelid = hc.oid
   where ha.attname = a.attname and ha.attinhcount > 0 and (hc.relispartition or not ha.attislocal))`;

const OF_IDENTITY = `d.classid = 'pg_class'::regclass and d.refclassid = 'pg_class'::regclass and d.refobjid = a.attrelid
     and d.refobjsubid = a.attnum and d.deptype = 'i'`;
const SEQUENCE = `(select s.relname from pg_depend d join pg_class s on s.oid = d.objid where s.relkind = 'S' and ${OF_IDENTITY})`;

/** How the sequence of an identity column counts. */
const COUNTS = `
  (select json_build_object('start', s.seqstart::text, 'increment', s.seqincrement::text, 'min', s.seqmin::text,
                            'max', s.seqmax::text, 'cache', s.seqcache::text, 'cycle', s.seqcycle)
   from pg_depend d join pg_sequence s on s.seqrelid = d.objid
   where ${OF_IDENTITY})`;

const IDENTITY = { a: 'always', d: 'by default' } as const;

/** Columns of tables. Those of a partition are its parent's. */
export const read = reader<ColumnRow>(
  `select c.oid::text as table_oid, ${namedJson('n.nspname', 'c.relname')} as parent,
          a.attname as name, quote_ident(a.attname) as "quotedName", a.attnum as position,
          format_type(a.atttypid, a.atttypmod) as type, format_type(coalesce(el.oid, t.oid), null) as base_type,
          el.oid is not null as array, a.atttypmod as modifier, t.typcategory as category,
          coalesce(el.oid, t.oid)::text as type_oid,
          a.attnotnull as not_null, pg_get_expr(d.adbin, d.adrelid) as expression, d.oid::text as expression_oid,
          a.attgenerated as generated, a.attidentity as identity, ${COUNTS} as counts,
          ${SEQUENCE} as sequence,
          case when a.attcollation <> t.typcollation then
            (select ${nameSql('cn.nspname', 'co.collname')} from pg_collation co join pg_namespace cn on cn.oid = co.collnamespace
             where co.oid = a.attcollation) end as collation,
          col_description(c.oid, a.attnum) as comment, ${HEIRS} as heirs, ${columnGrants('c')} as grants
   from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
   join pg_type t on t.oid = a.atttypid left join pg_type el on el.oid = t.typelem and t.typcategory = 'A'
   left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
   where c.relkind in ('r', 'p') and not c.relispartition and c.relpersistence <> 't' and a.attnum > 0 and not a.attisdropped
     and a.attislocal and ${userSchema('n')} and ${notOfExtension('pg_class', 'c.oid')}
   order by n.nspname, c.relname, a.attnum`,
  (row, typeAt) => ({
    object: {
      ...partId('column', wholeId('table', row.parent), row),
      facts: {
        type: row.type,
        notNull: row.not_null,
        default: row.generated ? null : withArrayCasts(row.expression),
        generated: row.generated
          ? { expression: withArrayCasts(row.expression ?? ''), kept: row.generated === 'v' ? 'virtual' : 'stored' }
          : null,
        identity: row.identity && row.counts ? { generated: IDENTITY[row.identity], ...countingOf(row.counts) } : null,
        collation: row.collation,
        comment: row.comment,
      },
      details: {
        position: row.position,
        baseType: row.base_type,
        array: row.array,
        userType: typeAt(address('pg_type', row.type_oid)),
        modifier: row.modifier,
        category: row.category,
        sequence: row.sequence,
        grants: row.grants,
      },
    },
    addresses: [
      address('pg_class', row.table_oid, row.position),
      ...(row.heirs ?? []).map(({ table, position }) => address('pg_class', table, position)),
      ...(row.expression_oid ? [address('pg_attrdef', row.expression_oid)] : []),
    ],
  }),
);
