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

interface PolicyRow {
  oid: string;
  parent: Named;
  name: string;
  quotedName: string;
  command: string;
  permissive: boolean;
  roles: string;
  using: string | null;
  check: string | null;
  comment: string | null;
}

const COMMANDS: Record<string, string> = { '*': 'all', r: 'select', a: 'insert', w: 'update', d: 'delete' };

export const read = reader<PolicyRow>(
  `select p.oid::text as oid, ${namedJson('n.nspname', 'c.relname')} as parent, p.polname as name,
          quote_ident(p.polname) as "quotedName", p.polcmd as command, p.polpermissive as permissive,
          (select string_agg(case r.role when 0 then 'public' else quote_ident(pg_get_userbyid(r.role)) end, ', ' order by r.ord)
           from unnest(p.polroles) with ordinality r (role, ord)) as roles,
          pg_get_expr(p.polqual, p.polrelid) as using, pg_get_expr(p.polwithcheck, p.polrelid) as check,
          obj_description(p.oid, 'pg_policy') as comment
   from pg_policy p join pg_class c on c.oid = p.polrelid join pg_namespace n on n.oid = c.relnamespace
   where ${userSchema('n')} and ${notOfExtension('pg_class', 'c.oid')}
   order by n.nspname, c.relname, p.polname`,
  row => ({
    object: {
      ...partId('policy', wholeId('table', row.parent), row),
      facts: {
        command: COMMANDS[row.command] ?? row.command,
        permissive: row.permissive,
        roles: row.roles,
        using: withArrayCasts(row.using),
        check: withArrayCasts(row.check),
        comment: row.comment,
      },
      details: {},
    },
    addresses: [address('pg_policy', row.oid)],
  }),
);
