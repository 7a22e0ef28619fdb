import { afterAll, beforeAll, expect, test } from 'vitest';
import { mikroOrm, start } from '../support/command.ts';
import { encode } from '../support/dsn.ts';
import { onServer } from '../support/engines.ts';
import { startTlsServer, type TlsServer } from './tls-server.ts';
import { whoAndWhere } from './who.ts';

onServer('TLS', () => {
  let server: TlsServer;
  beforeAll(async () => {
    server = await startTlsServer();
  });
  afterAll(() => server.remove());

  /** The server's address under a name that its certificate does not have. */
  const misnamed = () => (server.host === 'localhost' ? '127.0.0.1' : 'localhost');
  const dsn = (query: string, host = server.host, login = `postgres:${server.password}`) =>
    `postgresql://${login}@${host}:${server.port}/postgres?${query}`;
  const file = (name: string) => encode(server.file(name));

  test.each([
    ['sslmode=require', () => dsn('sslmode=require')],
    ['sslmode=prefer', () => dsn('sslmode=prefer')],
    ['ssl=require, as asyncpg writes it', () => dsn('ssl=require').replace('postgresql', 'postgresql+asyncpg')],
    ['verify-ca with its CA', () => dsn(`sslmode=verify-ca&sslrootcert=${file('ca.pem')}`)],
    ['verify-ca under another name', () => dsn(`sslmode=verify-ca&sslrootcert=${file('ca.pem')}`, misnamed())],
    ['verify-full with its CA and its name', () => dsn(`sslmode=verify-full&sslrootcert=${file('ca.pem')}`)],
  ])('%s: encrypted', async (_, given) => {
    expect(await whoAndWhere(given())).toMatchObject({ role: 'postgres', encrypted: true });
  });

  test('a client certificate stands in for the password', async () => {
    const files = `sslcert=${file('client.pem')}&sslkey=${file('client.key')}&sslrootcert=${file('ca.pem')}`;
    expect(await whoAndWhere(dsn(`sslmode=verify-full&${files}`, server.host, 'certified'))).toMatchObject({
      role: 'certified',
      encrypted: true,
      certificate: '/CN=certified',
    });
  });

  test.each<[string, () => string, string, string, RegExp]>([
    [
      'verify-full under another name',
      () => dsn(`sslmode=verify-full&sslrootcert=${file('ca.pem')}`, misnamed()),
      'PL110',
      'no encrypted connection to postgres on ',
      /does not match certificate's altnames/,
    ],
    [
      'verify-full without the CA',
      () => dsn('sslmode=verify-full'),
      'PL110',
      'no encrypted connection to postgres on ',
      /self-signed certificate in certificate chain/,
    ],
    [
      'verify-ca with another CA',
      () => dsn(`sslmode=verify-ca&sslrootcert=${file('stranger.pem')}`),
      'PL110',
      'no encrypted connection to postgres on ',
      /self-signed certificate in certificate chain/,
    ],
    [
      'no TLS',
      () => dsn(''),
      'PL130',
      'the server refuses the login of "postgres": postgres on ',
      /no pg_hba\.conf entry for host .*, no encryption/,
    ],
    [
      'a role that needs a certificate, without one',
      () => dsn('sslmode=require', server.host, 'certified:any'),
      'PL130',
      'the server refuses the login of "certified": postgres on ',
      /requires a valid client certificate/,
    ],
  ])('%s: refused, and it says why', async (_, given, code, what, why) => {
    const started = performance.now();
    await expect(whoAndWhere(given())).rejects.toMatchObject({
      code,
      message: expect.stringContaining(what),
      why: expect.stringMatching(why),
    });
    expect(performance.now() - started, 'knocking again would not help').toBeLessThan(1000);
  });

  test('a server without pgvector: the migration says what to install', async () => {
    const ended = await mikroOrm(['migration:up'], { SA01_DB_DSN: dsn('sslmode=require') });
    expect(ended).toMatchObject({ code: 15 });
    expect(ended.stderr).toMatch(
      /^src\/migrations\/(Migration\d+_initial_schema)\.ts:\d+:\d+: error PL150 \1 needs an extension that this server does not have; nothing of it was kept\n {2}why: {3}extension "vector" is not available\n {9}Could not open extension control file .*\n {9}The extension must first be installed on the system where PostgreSQL is running\.\n {9}in: /m,
    );
  });

  test('a server that comes up while the command waits is used', { timeout: 60_000 }, async () => {
    await server.stop();
    const command = start('mikro-orm', ['migration:list'], { SA01_DB_DSN: dsn('sslmode=require') });
    await Promise.race([command.says(/./), command.ended]);
    await server.start();
    const ended = await command.ended;
    expect(ended).toMatchObject({ code: 0, stdout: expect.stringContaining('No migrations executed yet') });
    expect(ended.stderr).toBe(
      ended.stderr
        .split('\n')
        .filter(Boolean)
        .map((_, knock) => `no answer yet from postgres on ${server.host}:${server.port}, again in ${2 ** knock} s\n`)
        .join(''),
    );
    expect(ended.stderr).not.toBe('');
  });
});
