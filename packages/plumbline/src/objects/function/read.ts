import {
  type Named,
  named,
  notOfExtension,
  routineGrants,
  userSchema,
  wholeId,
  withArrayCasts,
} from '../../catalog/index.ts';
import { address, reader } from '../reader.ts';

interface FunctionRow extends Named {
  oid: string;
  arguments: string;
  procedure: boolean;
  definition: string;
  signature: string;
  comment: string | null;
  grants: string[];
  types: string;
}

/** `pg_get_functiondef` without its first words, which are the name and always qualified. */
const DEFINITION = `
  substr(pg_get_functiondef(p.oid), length(format('CREATE OR REPLACE %s %I.%I',
    case p.prokind when 'p' then 'PROCEDURE' else 'FUNCTION' end, n.nspname, p.proname)) + 1)`;

/** Functions and procedures. `signature` is what `create or replace` cannot change: the arguments and the result. */
export const read = reader<FunctionRow>(
  `select p.oid::text as oid, ${named('n.nspname', 'p.proname')},
          pg_get_function_identity_arguments(p.oid) as arguments, p.prokind = 'p' as procedure, ${DEFINITION} as definition,
          concat_ws(' ', pg_get_function_arguments(p.oid), 'returns', pg_get_function_result(p.oid)) as signature,
          p.oid::regprocedure::text as types, obj_description(p.oid, 'pg_proc') as comment,
          ${routineGrants('p')} as grants
   from pg_proc p join pg_namespace n on n.oid = p.pronamespace
   where p.prokind in ('f', 'p') and ${userSchema('n')} and ${notOfExtension('pg_proc', 'p.oid')}
   order by n.nspname, p.proname, arguments`,
  row => {
    const qualifiedName = `${row.qualifiedName}(${row.arguments})`;
    return {
      object: {
        ...wholeId('function', { ...row, qualifiedName }),
        facts: { definition: withArrayCasts(row.definition.trimEnd()), comment: row.comment },
        details: {
          routineName: row.qualifiedName,
          procedure: row.procedure,
          signature: row.signature,
          grants: row.grants,
          types: row.types,
        },
      },
      addresses: [address('pg_proc', row.oid)],
    };
  },
);
