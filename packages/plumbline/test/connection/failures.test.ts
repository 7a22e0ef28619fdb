import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { EmbeddedPostgres } from '../../src/connection/embedded.ts';
import { type Ended, mikroOrm } from '../support/command.ts';
import { encode } from '../support/dsn.ts';
import { onServer } from '../support/engines.ts';
import { freePort } from './tls-server.ts';

const SECRET = 'hunter2-secret';

/** A failure is one screen on standard error, and says nothing of the password. */
function expectProblem(ended: Ended, code: number, lines: (string | RegExp)[]): void {
  const said = ended.stderr.trimEnd().split('\n');
  expect(said).toEqual(lines.map(line => (typeof line === 'string' ? line : expect.stringMatching(line))));
  expect(ended).toMatchObject({ code, stdout: '' });
  expect(ended.stderr).not.toContain(SECRET);
}

const knocks = (target: string) => [1, 2, 4].map(seconds => `no answer yet from ${target}, again in ${seconds} s`);

describe.concurrent('without a database', () => {
  test('nothing listens: three more knocks, each after twice the time', async ({ expect }) => {
    const port = await freePort();
    const ended = await mikroOrm(['migration:list'], {
      SA01_DB_DSN: `postgresql://me:${SECRET}@127.0.0.1:${port}/agent`,
    });
    expectProblem(ended, 11, [
      ...knocks(`agent on 127.0.0.1:${port}`),
      `error PL110: no server answers: agent on 127.0.0.1:${port}`,
      `  why:   connect ECONNREFUSED 127.0.0.1:${port} (4 attempts)`,
      '  fix:   start the server, or correct host and port in SA01_DB_DSN',
    ]);
    expect(ended.seconds).toBeGreaterThan(7);
  });

  test('no such host', async () => {
    const ended = await mikroOrm(['migration:list'], { SA01_DB_DSN: `postgresql://me:${SECRET}@db.invalid/agent` });
    expectProblem(ended, 11, [
      ...knocks('agent on db.invalid:5432'),
      'error PL110: no server answers: agent on db.invalid:5432',
      /^ {2}why: {3}getaddrinfo E\w+ db\.invalid \(4 attempts\)$/,
      '  fix:   start the server, or correct host and port in SA01_DB_DSN',
    ]);
  });

  test('no socket in that folder', async () => {
    const ended = await mikroOrm(['migration:list'], { SA01_DB_DSN: `postgresql://me:${SECRET}@/agent?host=/nowhere` });
    expectProblem(ended, 11, [
      ...knocks('agent on socket /nowhere, port 5432'),
      'error PL110: no server answers: agent on socket /nowhere, port 5432',
      '  why:   connect ENOENT /nowhere/.s.PGSQL.5432 (4 attempts)',
      '  fix:   start the server, or correct host and port in SA01_DB_DSN',
    ]);
  });

  test('a DSN that cannot be read', async () => {
    const ended = await mikroOrm(['migration:up'], { SA01_DB_DSN: `mysql://me:${SECRET}@db/agent` });
    expectProblem(ended, 10, [
      'error PL101: SA01_DB_DSN is not a DSN that can be read',
      '  why:   its scheme is not postgresql',
      '  fix:   write SA01_DB_DSN=postgresql://USER:PASSWORD@HOST:5432/DATABASE, with special characters percent-encoded',
    ]);
  });

  test.each(['migration:up', 'migration:pending'])('no DSN in production: %s', async command => {
    const ended = await mikroOrm([command], { NODE_ENV: 'production' });
    expectProblem(ended, 10, [
      'error PL100: SA01_DB_DSN is not set',
      '  why:   with NODE_ENV=production nothing runs on the embedded database',
      '  fix:   set SA01_DB_DSN=postgresql://USER:PASSWORD@HOST:5432/DATABASE',
    ]);
  });

  test('another process keeps the embedded database open', { timeout: 90_000 }, async () => {
    const folder = await mkdtemp(join(tmpdir(), 'plumbline-held-'));
    const holder = await EmbeddedPostgres.open({ folder, onNotice: () => {} });
    try {
      const ended = await mikroOrm(['migration:list'], { PLUMBLINE_FOLDER: folder });
      expectProblem(ended, 16, [
        `warning: SA01_DB_DSN is not set, using the embedded database in ${folder}`,
        `waiting for process ${process.pid} to close the embedded database in ${folder}`,
        'error PL160: another process keeps the embedded database open',
        `  where: ${folder}`,
        `  why:   process ${process.pid} held it for 30 s; one process at a time can open it`,
        '  fix:   end that process, or set the DSN of a server to work side by side',
      ]);
    } finally {
      await holder.close();
    }
    const after = await mikroOrm(['migration:list'], { PLUMBLINE_FOLDER: folder });
    expect(after).toMatchObject({ code: 0, stdout: 'No migrations executed yet\n' });
    await rm(folder, { recursive: true });
  });
});

onServer('the way to the database', () => {
  const id = randomUUID().replaceAll('-', '').slice(0, 12);
  const [role, database, closed, own] = [`role_${id}`, `data_${id}`, `closed_${id}`, `own_${id}`];
  let admin: Client;
  let address: string;
  beforeAll(async () => {
    const provided = inject('server') as { dsn: string };
    admin = new Client({ connectionString: provided.dsn });
    await admin.connect();
    address = `${admin.host}:${admin.port}`;
    await admin.query(`create role ${role} login password '${SECRET}'`);
    await admin.query(`create database ${database}`);
    await admin.query(`create database ${closed}`);
    await admin.query(`create database ${own} owner ${role}`);
    await admin.query(`revoke connect on database ${closed} from public`);
  });
  afterAll(async () => {
    for (const name of [database, closed, own]) await admin.query(`drop database ${name} with (force)`);
    await admin.query(`drop role ${role}`);
    await admin.end();
  });

  const as = (command: string, rest: string, login = `${role}:${SECRET}`) =>
    mikroOrm([command], { SA01_DB_DSN: `postgresql://${login}@${address}/${rest}` });

  describe.concurrent('is barred', () => {
    test('by a database that does not exist', async () => {
      expectProblem(await as('migration:up', 'missing'), 12, [
        `error PL120: the database does not exist: missing on ${address}`,
        '  why:   database "missing" does not exist',
        '  fix:   create it (npx mikro-orm database:create), or correct the name at the end of SA01_DB_DSN',
      ]);
    });

    test.each([
      ['a wrong password', () => `${role}:not-${SECRET}`, () => role],
      ['a role that does not exist', () => `nobody:${SECRET}`, () => 'nobody'],
    ])('by %s', async (_, login, user) => {
      expectProblem(await as('migration:up', database, login()), 13, [
        `error PL130: the server refuses the login of "${user()}": ${database} on ${address}`,
        `  why:   password authentication failed for user "${user()}"`,
        `  fix:   correct the user and the password in SA01_DB_DSN, or the server's pg_hba.conf`,
      ]);
    });

    test('by no password', async () => {
      expectProblem(await as('migration:up', database, role), 13, [
        `error PL130: the server refuses the login of "${role}": ${database} on ${address}`,
        '  why:   SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a string',
        `  fix:   correct the user and the password in SA01_DB_DSN, or the server's pg_hba.conf`,
      ]);
    });

    test('by a role that may not connect', async () => {
      expectProblem(await as('migration:up', closed), 14, [
        `error PL140: "${role}" may not connect: ${closed} on ${address}`,
        `  why:   permission denied for database "${closed}"`,
        `  fix:   grant connect on database "${closed}" to "${role}"`,
      ]);
    });

    test('by TLS that the server does not have', async () => {
      expectProblem(await as('migration:up', `${database}?sslmode=require`), 11, [
        `error PL110: no encrypted connection to ${database} on ${address}`,
        '  why:   The server does not support SSL connections',
        '  fix:   correct sslmode and sslrootcert in SA01_DB_DSN',
      ]);
    });
  });

  test('is open without TLS where sslmode=prefer finds none', async () => {
    const admins = `${admin.user}:${admin.password}`;
    const ended = await as('migration:list', `${database}?sslmode=prefer`, admins);
    expect(ended).toMatchObject({ code: 0, stdout: 'No migrations executed yet\n', stderr: '' });
  });

  test('leads through a Unix socket', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'plumbline socket '));
    const socket = await relay(join(folder, '.s.PGSQL.5433'), admin);
    const dsn = `postgresql://${admin.user}:${admin.password}@/${database}?host=${encode(folder)}&port=5433`;
    try {
      const ended = await mikroOrm(['migration:list'], { SA01_DB_DSN: dsn });
      expect(ended).toMatchObject({ code: 0, stdout: 'No migrations executed yet\n', stderr: '' });
    } finally {
      await new Promise(resolve => socket.close(resolve));
      await rm(folder, { recursive: true });
    }
  });

  test('ends at a role that may not create the extension', async () => {
    const ended = await as('migration:up', own);
    expect(ended.code).toBe(14);
    expect(ended.stderr).toMatch(
      /^src\/migrations\/(Migration\d+_initial_schema)\.ts:\d+:\d+: error PL141 \1 needs an extension that this role may not create; nothing of it was kept\n {2}why: {3}permission denied to create extension "vector"\n {9}Must be superuser to create this extension\.\n {9}in: create extension if not exists vector\n {2}fix: {3}have a superuser run, once in this database: create extension if not exists vector; then run again\n$/m,
    );
    expect(ended.stderr).not.toContain(SECRET);
  });
});

/** A Unix socket in front of a server: a socket file does not get out of a container on every machine. */
async function relay(path: string, { host, port }: { host: string; port: number }): Promise<Server> {
  const server = createServer(client => {
    const upstream = connect(port, host);
    client.pipe(upstream).pipe(client);
    client.on('error', () => upstream.destroy());
    upstream.on('error', () => client.destroy());
  });
  await new Promise<void>(resolve => server.listen(path, resolve));
  return server;
}
