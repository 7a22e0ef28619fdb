import fc from 'fast-check';
import { Client, escapeIdentifier, escapeLiteral } from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { encode, SCHEMES, text } from '../support/dsn.ts';
import { onServer } from '../support/engines.ts';
import { holds } from '../support/property.ts';
import { whoAndWhere } from './who.ts';

/** PostgreSQL cuts a name off behind 63 bytes. */
const name = text.filter(chars => Buffer.byteLength(chars) < 50);
/** SCRAM compares passwords in their normal form, which the `pg` driver does not make. */
const password = text.filter(chars => chars.normalize('NFKC') === chars && !/\p{Cf}|\p{M}|(?! )\p{Zs}/u.test(chars));

onServer('a login with generated names and passwords', () => {
  let admin: Client;
  let [role, database] = ['first', 'first'];
  beforeAll(async () => {
    const provided = inject('server') as { dsn: string };
    admin = new Client({ connectionString: provided.dsn });
    await admin.connect();
    await admin.query(`create role ${role} login`);
    await admin.query(`create database ${database}`);
  });
  afterAll(async () => {
    await admin.query(`drop database ${escapeIdentifier(database)} with (force)`);
    await admin.query(`drop role ${escapeIdentifier(role)}`);
    await admin.end();
  });

  /** Gives the role and the database other names: quicker than to make and drop them. */
  async function become(next: { role: string; database: string; secret: string }): Promise<void> {
    await admin.query(`alter role ${escapeIdentifier(role)} rename to ${escapeIdentifier(next.role)}`);
    role = next.role;
    await admin.query(`alter role ${escapeIdentifier(role)} password ${escapeLiteral(next.secret)}`);
    await admin.query(`alter database ${escapeIdentifier(database)} rename to ${escapeIdentifier(next.database)}`);
    database = next.database;
  }

  test('reaches that database as that role', { timeout: 120_000 }, () => {
    let run = 0;
    return holds(
      fc.asyncProperty(
        fc.record({ scheme: fc.constantFrom(...SCHEMES), role: name, secret: password, database: name }),
        async ({ scheme, secret, ...names }) => {
          run += 1;
          const login = { role: `${names.role} ${run}`, database: `${names.database} ${run}`, secret };
          await become(login);
          const [u, p, d] = [login.role, login.secret, login.database].map(part => encode(part));
          const dsn = `${scheme}://${u}:${p}@${admin.host}:${admin.port}/${d}`;
          expect(await whoAndWhere(dsn)).toMatchObject({ role: login.role, database: login.database });
        },
      ),
    );
  });
});
