import type { Client } from 'pg';
import { Problem } from '../problem/index.ts';
import { SHADOW_ALLOW } from '../settings.ts';

/**
 * What a role may do outside its own databases, in words. What migrations, entities and scripts of a branch say is run
 * on the shadow before anybody reviewed it, so this is what a branch may do.
 */
const POWERS = `
  select p.what, case when r.rolname <> session_user then r.rolname::text end as via
  from pg_roles r, lateral (values
    ('is a superuser', r.rolsuper),
    ('makes and changes roles (CREATEROLE)', r.rolcreaterole),
    ('reads the whole server by replication (REPLICATION)', r.rolreplication),
    ('runs programs on the server', r.rolname = 'pg_execute_server_program'),
    ('writes files of the server', r.rolname = 'pg_write_server_files'),
    ('reads files of the server', r.rolname = 'pg_read_server_files'),
    ('ends sessions of others', r.rolname = 'pg_signal_backend')
  ) p (what, has)
  where p.has and pg_has_role(session_user, r.oid, 'member')
  order by r.rolname <> session_user, r.rolname`;

/**
 * Looks at the role that scratch databases are made as.
 *
 * @throws Problem PL342 for one that may do more than that, where nobody said that it may
 */
export async function checkPrivileges(admin: Client, setting: string): Promise<void> {
  const { rows } = await admin.query<{ what: string; via: string | null }>(POWERS);
  const [first] = rows;
  if (!first) return;
  throw new Problem('PL342', {
    what: `the role of ${setting} may do more than make scratch databases; nothing was run`,
    why: `it ${first.what}${first.via === null ? '' : `, by its membership in "${first.via}"`}, and what a branch's migrations and entities say would be run with that`,
    fix: `use a role that has CREATEDB and nothing else; on a server that is thrown away, set ${SHADOW_ALLOW}=privileged`,
  });
}
