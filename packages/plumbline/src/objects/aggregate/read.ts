import { type Named, named, notOfExtension, routineGrants, userSchema, wholeId } from '../../catalog/index.ts';
import { address, reader } from '../reader.ts';
import type { AggregateOption } from './model.ts';
import { OPTIONS } from './options.ts';

interface AggregateRow extends Named {
  oid: string;
  arguments: string;
  inputs: string;
  types: string;
  result: string;
  states: string[];
  options: AggregateOption[];
  comment: string | null;
  grants: string[];
}

const ARGUMENTS = 'pg_get_function_identity_arguments(p.oid)';

/** The rights, by the types of the arguments alone: no right is given on a routine that is said with `order by`. */
const GRANTS = `
  array(select replace(g.sql, format('%s(%s)', p.oid::regproc, ${ARGUMENTS}), p.oid::regprocedure::text)
        from unnest(${routineGrants('p')}) with ordinality g (sql, n) order by g.n)`;

export const read = reader<AggregateRow>(
  `select p.oid::text as oid, ${named('n.nspname', 'p.proname')}, coalesce(nullif(${ARGUMENTS}, ''), '*') as arguments,
          oidvectortypes(p.proargtypes) as inputs, p.oid::regprocedure::text as types,
          concat_ws(' ', a.aggkind, a.aggnumdirectargs, pg_get_function_result(p.oid)) as result,
          array[a.aggtranstype::text, a.aggmtranstype::text] as states, ${OPTIONS} as options,
          obj_description(p.oid, 'pg_proc') as comment, ${GRANTS} as grants
   from pg_aggregate a join pg_proc p on p.oid = a.aggfnoid join pg_namespace n on n.oid = p.pronamespace
   where ${userSchema('n')} and ${notOfExtension('pg_proc', 'p.oid')}
   order by n.nspname, p.proname, arguments`,
  (row, typeAt) => ({
    object: {
      ...wholeId('aggregate', { ...row, qualifiedName: `${row.qualifiedName}(${row.arguments})` }),
      facts: { arguments: row.arguments, options: row.options, comment: row.comment },
      details: {
        result: row.result,
        inputs: row.inputs,
        states: row.states.flatMap(oid => typeAt(address('pg_type', oid)) ?? []),
        grants: row.grants,
        types: row.types,
      },
    },
    addresses: [address('pg_proc', row.oid)],
  }),
);
