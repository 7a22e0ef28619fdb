import { equal, identifier, literal } from '../sql/index.ts';
import type { Context, WorkSession } from './session.ts';

/** Time limits that a role or database may have for its everyday work; a migration gets its own, statement by statement. */
const EVERYDAY = [
  'statement_timeout',
  'lock_timeout',
  'idle_in_transaction_session_timeout',
  'transaction_timeout',
] as const;

const LIMITED = `${equal('name', `any (array[${EVERYDAY.map(literal).join(', ')}])`)} and setting operator(pg_catalog.<>) '0'`;

/** Takes the everyday limits away that this version of PostgreSQL has: for the session, or for its transaction. */
export const withoutLimits = (scope: 'session' | 'transaction'): string =>
  `select pg_catalog.set_config(name, '0', ${scope === 'transaction'}) from pg_catalog.pg_settings
   where ${LIMITED}`;

/**
 * Has the server notice within 20 s that the machine of a client is gone, which says nothing: it asks after 5 s without a
 * word, three times, and waits no longer for what it sent. PostgreSQL takes it on a local socket, where it means nothing.
 */
export const noticesLoss = (scope: 'session' | 'transaction'): string[] =>
  [
    'tcp_keepalives_idle = 5',
    'tcp_keepalives_interval = 5',
    'tcp_keepalives_count = 3',
    'tcp_user_timeout = 20000',
  ].map(setting => `set ${scope === 'transaction' ? 'local' : 'session'} ${setting}`);

/** Those of the limits that hold in a session now. */
export const LIMITS_IN_FORCE = `
  select name from pg_catalog.pg_settings where ${LIMITED}`;

/** The settings of a session before a migration, and the role that it acts as. */
export interface Settings {
  role: string;
  values: { name: string; value: string }[];
}

export async function settingsNow(work: WorkSession, context: Context): Promise<Settings> {
  const [row] = await work.query<{ role: string }>(`select pg_catalog.current_setting('role') as role`, context);
  const values = await work.query<{ name: string; value: string }>(
    `select name, pg_catalog.current_setting(name) as value from pg_catalog.pg_settings
     where ${equal('source', "'session'")} and name operator(pg_catalog.<>) 'role'`,
    context,
  );
  return { role: row?.role ?? 'none', values };
}

/**
 * Undoes what a migration set in the session, so that the next one, and whoever has the session after it, finds it as it
 * was. PostgreSQL does not list custom settings, so all are reset, and the known ones set again.
 */
export async function putBack(work: WorkSession, { role, values }: Settings, context: Context): Promise<void> {
  const again = values
    .map(({ name, value }) => `pg_catalog.set_config(${literal(name)}, ${literal(value)}, false)`)
    .join(', ');
  const statements = [...actAs(role, 'session'), 'reset all', ...(again ? [`select ${again}`] : [])];
  for (const sql of statements) await work.query(sql, context);
}

/** Acts as the role again that a run began as, whoever a migration acts as. */
export const actAs = (role: string, scope: 'session' | 'transaction'): string[] => {
  const local = scope === 'transaction' ? 'local ' : '';
  return [`set ${local}session authorization default`, `set ${local}role ${role === 'none' ? role : identifier(role)}`];
};
