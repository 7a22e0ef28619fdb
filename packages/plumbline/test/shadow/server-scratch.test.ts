import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, inject, test, vi } from 'vitest';
import { openShadow, type Shadow } from '../../src/shadow/index.ts';
import { asAdministrator, query } from '../runner/databases.ts';
import { onServer } from '../support/engines.ts';

const HOUR = 3600;
const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

interface Role {
  name: string;
  dsn: string;
}

async function makeRole(what: string): Promise<Role> {
  const name = `scratch_${randomBytes(5).toString('hex')}`;
  await asAdministrator(`create role ${name} login password '${name}' ${what}`);
  const dsn = new URL((inject('server') as { dsn: string }).dsn);
  dsn.username = name;
  dsn.password = name;
  return { name, dsn: dsn.href };
}

const databasesOf = async ({ name }: Role): Promise<string[]> =>
  (
    await asAdministrator<{ datname: string }>(
      `select datname from pg_database where pg_get_userbyid(datdba) = '${name}' order by 1`,
    )
  ).map(({ datname }) => datname);

onServer('a shadow on a server', () => {
  let role: Role;
  const opened: Shadow[] = [];
  const open = async (dsn = role.dsn): Promise<Shadow> => {
    const shadow = await openShadow({ dsn });
    opened.push(shadow);
    return shadow;
  };
  const once = async (dsn = role.dsn): Promise<void> => (await openShadow({ dsn })).close();
  const mark = (about: object): string => JSON.stringify({ made: 'scratch database of plumbline', ...about });
  /** A database of the role, under a name, with a comment. */
  async function made(name: string, comment?: string): Promise<void> {
    await query(role.dsn, `create database ${quoted(name)}`);
    if (comment !== undefined)
      await query(role.dsn, `comment on database ${quoted(name)} is '${comment.replaceAll("'", "''")}'`);
  }
  const secondsAgo = async (seconds: number): Promise<number> =>
    Number((await asAdministrator<{ at: string }>(`select extract(epoch from now()) - ${seconds} as at`))[0]?.at);

  beforeEach(async () => {
    role = await makeRole('createdb');
  });
  afterEach(async () => {
    vi.useRealTimers();
    for (const shadow of opened.splice(0)) await shadow.close().catch(() => {});
    for (const name of await databasesOf(role)) await asAdministrator(`drop database ${quoted(name)} with (force)`);
    await asAdministrator(`drop role ${role.name}`);
  });

  test('is made by a role that may make databases and nothing else, and goes again', async () => {
    const shadow = await openShadow({ dsn: role.dsn });
    expect(await databasesOf(role)).toHaveLength(1);
    await shadow.run('create table item (id integer)');
    await shadow.close();
    expect(await databasesOf(role)).toEqual([]);
  });

  test('drops what a killed command left: marked, old, its own, and with nobody connected', async () => {
    const suffix = role.name;
    await made(`plumbline_shadow_${suffix}`, mark({ owner: role.name, at: await secondsAgo(HOUR + 60) }));
    await once();
    expect(await databasesOf(role)).toEqual([]);
  });

  describe('leaves alone, and is not stopped by', () => {
    test.each<{ what: string; name?: string; comment?: (own: Role) => Promise<string> }>([
      { what: 'a database that has the name of an old one', name: 'plumbline_shadow_1_precious' },
      { what: 'a database that has the beginning of the name', name: 'plumbline_shadow_mine' },
      { what: 'a database that has nothing but the beginning', name: 'plumbline_shadow_' },
      { what: 'a number that is too large', name: 'plumbline_shadow_99999999999999999999_x' },
      { what: 'a name that has to be quoted', name: `plumbline_shadow_1_"; drop" 'x` },
      { what: 'a comment of somebody', comment: async () => 'do not drop' },
      { what: 'a comment that is JSON of another kind', comment: async () => '[null]' },
      { what: 'an empty comment', comment: async () => ' ' },
      { what: 'a mark of another role', comment: async () => mark({ owner: 'postgres', at: 1 }) },
      { what: 'a mark without a time', comment: async ({ name }) => mark({ owner: name }) },
      { what: 'a mark whose time is a text', comment: async ({ name }) => mark({ owner: name, at: '1' }) },
      {
        what: 'a young one',
        comment: async ({ name }) => mark({ owner: name, at: await secondsAgo(HOUR - 60) }),
      },
      {
        what: 'one of the future',
        comment: async ({ name }) => mark({ owner: name, at: await secondsAgo(-HOUR) }),
      },
      {
        what: 'a marked one under another name',
        name: 'kept',
        comment: async ({ name }) => mark({ owner: name, at: 1 }),
      },
    ])('$what', async ({ name = 'plumbline_shadow_1', comment }) => {
      await made(name, await comment?.(role));
      await once();
      expect(await databasesOf(role)).toEqual([name]);
    });
  });

  test('leaves alone what somebody is connected to, however old its mark is', async () => {
    await made('plumbline_shadow_used', mark({ owner: role.name, at: 1 }));
    const client = new Client(role.dsn.replace(/\/postgres$/, '/plumbline_shadow_used'));
    await client.connect();
    await once();
    expect(await databasesOf(role)).toEqual(['plumbline_shadow_used']);
    await client.end();
    const isGone = async (): Promise<void> => {
      await once();
      expect(await databasesOf(role)).toEqual([]);
    };
    await vi.waitFor(isGone, { timeout: 30_000 });
  });

  test.each([-2, 2, 24 * 365])('keeps a living one whose command has a clock that is %i hours off', async hours => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + hours * HOUR * 1000 });
    const living = await open();
    vi.useRealTimers();
    await once();
    expect(await living.query('select 1 as one')).toEqual([{ one: 1 }]);
  });

  test('names what stays on the server', async () => {
    const privileged = await makeRole('superuser');
    const said: string[] = [];
    try {
      const shadow = await openShadow({ dsn: privileged.dsn, allowPrivileged: true }, { say: text => said.push(text) });
      await shadow.run(`create role ${role.name}_left`);
      await shadow.needRoles([`${role.name}_needed`]);
      await shadow.close();
      const text = said.join('\n');
      expect(text).toContain(`role ${role.name}_left`);
      expect(text).not.toContain('_needed');
    } finally {
      await asAdministrator(`drop role if exists ${role.name}_left`);
      await asAdministrator(`drop role ${privileged.name}`);
    }
  });

  describe('is refused to', () => {
    test.each([
      ['superuser', 'is a superuser'],
      ['createdb createrole', 'CREATEROLE'],
      ['createdb replication', 'REPLICATION'],
      ['createdb in role pg_execute_server_program', 'runs programs on the server'],
      ['createdb in role pg_write_server_files', 'writes files'],
      ['createdb in role pg_read_server_files', 'reads files'],
      ['createdb in role pg_signal_backend', 'ends sessions'],
      ['createdb noinherit in role postgres', 'is a superuser, by its membership in "postgres"'],
    ])('a role that is %s', async (what, says) => {
      const strong = await makeRole(what);
      try {
        await expect(openShadow({ dsn: strong.dsn })).rejects.toMatchObject({
          code: 'PL342',
          why: expect.stringContaining(says),
        });
        expect(await databasesOf(strong)).toEqual([]);
      } finally {
        await asAdministrator(`drop role ${strong.name}`);
      }
    });

    test('a superuser that acts as a weak role', async () => {
      const strong = await makeRole('superuser');
      try {
        const dsn = `${strong.dsn}?options=-crole%3D${role.name}`;
        await expect(openShadow({ dsn })).rejects.toMatchObject({ code: 'PL342' });
      } finally {
        await asAdministrator(`drop role ${strong.name}`);
      }
    });
  });

  test('says which role it cannot make', async () => {
    const shadow = await open();
    await expect(shadow.needRoles(['nobody_here'])).rejects.toMatchObject({
      code: 'PL340',
      fix: expect.stringContaining('create role "nobody_here"'),
    });
  });
});
