import { type Named, namedAlone, wholeId } from '../../catalog/index.ts';
import { address, reader } from '../reader.ts';

export const read = reader<Named & { oid: string } & { version: string }>(
  `select e.oid::text as oid, n.nspname as schema, ${namedAlone('e.extname')}, e.extversion as version
   from pg_extension e join pg_namespace n on n.oid = e.extnamespace where e.extname <> 'plpgsql' order by e.extname`,
  row => ({
    object: { ...wholeId('extension', row), facts: { schema: row.schema }, details: { version: row.version } },
    addresses: [address('pg_extension', row.oid)],
  }),
);
