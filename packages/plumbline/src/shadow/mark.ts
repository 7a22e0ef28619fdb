import { randomBytes } from 'node:crypto';
import type { Client } from 'pg';
import { identifier, literal } from '../sql/index.ts';

/** The start of every scratch database's name. It says nothing: others may call theirs so, too. */
const PREFIX = 'plumbline_shadow_';
/** The first words of the comment that says that a database was made here. */
const MADE = 'scratch database of plumbline';
/** No command works on its scratch database for so long, in seconds. */
const FORGOTTEN = 3600;

/** What the comment on a scratch database says, as JSON. */
interface Mark {
  made: typeof MADE;
  /** The role that made it, and owns it. */
  owner: string;
  /** When, in seconds since 1970, by the clock of the server. */
  at: number;
}

/** A name that nothing has. */
export const scratchName = (): string => `${PREFIX}${randomBytes(8).toString('hex')}`;

/** Makes a database and marks it as made here. */
export async function makeMarked(admin: Client, name: string): Promise<void> {
  await admin.query(`create database ${name}`);
  const { rows } = await admin.query<Omit<Mark, 'made'>>(
    'select current_user::text as owner, extract(epoch from clock_timestamp())::float8 as at',
  );
  const mark = { made: MADE, ...(rows[0] as Omit<Mark, 'made'>) } satisfies Mark;
  await admin.query(`comment on database ${name} is ${literal(JSON.stringify(mark))}`);
}

/**
 * Drops what a killed process left behind: only what is marked as made here, is old by the clock of the server, belongs
 * to whom the mark says, and has nobody connected. What cannot be dropped is left to the next command.
 */
export async function dropForgotten(admin: Client): Promise<void> {
  const { rows } = await admin.query<{ name: string; owner: string; comment: string | null; now: number }>(
    `select d.datname as name, pg_get_userbyid(d.datdba)::text as owner, shobj_description(d.oid, 'pg_database') as comment,
            extract(epoch from clock_timestamp())::float8 as now
     from pg_database d
     where starts_with(d.datname, ${literal(PREFIX)}) and pg_has_role(d.datdba, 'usage')
       and not exists (select from pg_stat_activity a where a.datid = d.oid)`,
  );
  for (const { name, owner, comment, now } of rows) {
    const mark = readMark(comment);
    if (mark?.owner !== owner || !(mark.at < now - FORGOTTEN)) continue;
    // without force: PostgreSQL refuses while somebody is connected
    await admin.query(`drop database if exists ${identifier(name)}`).catch(() => {});
  }
}

function readMark(comment: string | null): Mark | undefined {
  try {
    const mark = JSON.parse(comment ?? '') as Partial<Mark> | null;
    const isMark = mark?.made === MADE && typeof mark.owner === 'string' && typeof mark.at === 'number';
    return isMark ? (mark as Mark) : undefined;
  } catch {
    return undefined;
  }
}
