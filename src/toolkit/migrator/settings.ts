import { literal, quoted } from './quote.ts';
import type { Context, WorkSession } from './session.ts';

/** Time limits that a role or database may have for its everyday work; a migration gets its own, statement by statement. */
const EVERYDAY = [
  'statement_timeout',
  'lock_timeout',
  'idle_in_transaction_session_timeout',
  'transaction_timeout',
] as const;

/** Takes the everyday limits away that this version of PostgreSQL has: for the session, or for its transaction. */
export const withoutLimits = (scope: 'session' | 'transaction'): string =>
  `select set_config(name, '0', ${scope === 'transaction'}) from pg_settings
   where name in (${EVERYDAY.map(literal).join(', ')}) and setting <> '0'`;

/** Those of the limits that hold in a session now. */
export const LIMITS_IN_FORCE = `
  select name from pg_settings where name in (${EVERYDAY.map(literal).join(', ')}) and setting <> '0'`;

/** What a session was told, and as whom it acts. */
export type Settings = ReadonlyMap<string, string>;

export async function settingsNow(work: WorkSession, context: Context): Promise<Settings> {
  const rows = await work.query<{ name: string; value: string }>(
    `select name, current_setting(name) as value from pg_settings where source = 'session'
     union all select 'role', current_setting('role')`,
    context,
  );
  return new Map(rows.map(({ name, value }) => [name, value]));
}

/** Undoes what a migration told the session, so that the next one, and whoever has the session after it, finds it as it was. */
export async function putBack(work: WorkSession, before: Settings, context: Context): Promise<void> {
  const now = await settingsNow(work, context);
  const back = ([name, value]: [string, string]): string[] =>
    now.get(name) === value ? [] : [`select set_config(${literal(name)}, ${literal(value)}, false)`];
  const [roles, others] = [[...before].filter(isRole), [...before].filter(entry => !isRole(entry))];
  const added = [...now.keys()].filter(name => !before.has(name)).map(name => `reset ${setting(name)}`);
  // the role first: the present one may lack the right to set the rest
  const all = [...roles.flatMap(back), ...added, ...others.flatMap(back)];
  if (all.length > 0) await work.query(all.join(';\n'), context);
}

const isRole = ([name]: [string, string]): boolean => name === 'role';

/** A setting's name in SQL; those of extensions have two parts. */
export const setting = (name: string): string => name.split('.').map(quoted).join('.');
