import type { Client } from 'pg';

/** What belongs to the whole server, and does not go with a scratch database; other scratch databases come and go. */
const SHARED = `
  select 'role ' || quote_ident(rolname) as what from pg_roles
  union all select 'tablespace ' || quote_ident(spcname) from pg_tablespace where spcowner = session_user::regrole
  union all select 'replication slot ' || quote_ident(slot_name) from pg_replication_slots
  union all select 'setting of role ' || coalesce(quote_ident(r.rolname), 'all') || ' in database ' || coalesce(quote_ident(d.datname), 'all')
    from pg_db_role_setting s left join pg_roles r on r.oid = s.setrole left join pg_database d on d.oid = s.setdatabase
  union all select 'database ' || quote_ident(datname) from pg_database
    where datdba = session_user::regrole and not starts_with(datname, 'plumbline_shadow_')
  order by 1`;

/** Tells what belongs to the whole server and came up since. */
export async function watchServer(admin: Client): Promise<() => Promise<string[]>> {
  const read = async (): Promise<string[]> =>
    (await admin.query<{ what: string }>(SHARED)).rows.map(({ what }) => what);
  const before = new Set(await read());
  return async () => (await read()).filter(what => !before.has(what));
}
