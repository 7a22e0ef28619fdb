import { type Named, namedAlone, notOfExtension, userSchema, wholeId } from '../../catalog/index.ts';
import { address, reader } from '../reader.ts';

export const read = reader<Named & { oid: string; comment: string | null }>(
  `select n.oid::text as oid, n.nspname as schema, ${namedAlone('n.nspname')},
          obj_description(n.oid, 'pg_namespace') as comment
   from pg_namespace n where ${userSchema('n')} and n.nspname <> current_schema() and n.nspname <> 'public'
     and ${notOfExtension('pg_namespace', 'n.oid')}
   order by n.nspname`,
  row => ({
    object: { ...wholeId('schema', row), facts: { comment: row.comment }, details: {} },
    addresses: [address('pg_namespace', row.oid)],
  }),
);
