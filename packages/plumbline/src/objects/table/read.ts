import {
  type Named,
  named,
  namedJson,
  notOfExtension,
  relationGrants,
  userSchema,
  wholeId,
} from '../../catalog/index.ts';
import { parametersOf } from '../parameters.ts';
import { address, reader } from '../reader.ts';

interface TableRow extends Named {
  oid: string;
  type: string;
  array: string;
  comment: string | null;
  partition_key: string | null;
  partition: boolean;
  bound: string | null;
  parents: Named[] | null;
  options: string[] | null;
  unlogged: boolean;
  rls: boolean;
  force_rls: boolean;
  grants: string[];
}

export const read = reader<TableRow>(
  `select c.oid::text as oid, c.reltype::text as type, t.typarray::text as array, ${named('n.nspname', 'c.relname')},
          obj_description(c.oid, 'pg_class') as comment,
          case when c.relkind = 'p' then pg_get_partkeydef(c.oid) end as partition_key,
          c.relispartition as partition, p.parents,
          case when c.relispartition then pg_get_expr(c.relpartbound, c.oid) end as bound,
          to_json(c.reloptions) as options, c.relpersistence = 'u' as unlogged,
          c.relrowsecurity as rls, c.relforcerowsecurity as force_rls,
          ${relationGrants('c')} as grants
   from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_type t on t.oid = c.reltype
   left join (
     select i.inhrelid, json_agg(${namedJson('pn.nspname', 'pc.relname')} order by i.inhseqno) as parents
     from pg_inherits i join pg_class pc on pc.oid = i.inhparent join pg_namespace pn on pn.oid = pc.relnamespace
     group by i.inhrelid) p on p.inhrelid = c.oid
   where c.relkind in ('r', 'p') and c.relpersistence <> 't' and ${userSchema('n')} and ${notOfExtension('pg_class', 'c.oid')}
   order by n.nspname, c.relname`,
  row => {
    const parents = (row.parents ?? []).map(parent => wholeId('table', parent));
    const [partitionOf = null] = row.partition ? parents : [];
    return {
      object: {
        ...wholeId('table', row),
        facts: {
          partitionKey: row.partition_key,
          partitionOf,
          bound: row.bound,
          inherits: row.partition ? [] : parents,
          options: parametersOf(row.options),
          unlogged: row.unlogged,
          rls: row.rls,
          forceRls: row.force_rls,
          comment: row.comment,
        },
        details: { grants: row.grants },
      },
      addresses: [address('pg_class', row.oid), address('pg_type', row.type), address('pg_type', row.array)],
    };
  },
);
