import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { parseDsn } from '../../src/connection/index.ts';
import { encode, SCHEMES, text } from '../support/dsn.ts';
import { holds } from '../support/property.ts';

const parse = (dsn: string, env: NodeJS.ProcessEnv = {}) => parseDsn(dsn, env, 'SA01_DB_DSN');

const host = fc.oneof(
  fc.domain().map(name => ({ name, written: name })),
  fc.ipV4().map(name => ({ name, written: name })),
  fc.ipV6().map(name => ({ name, written: `[${name}]` })),
  text.map(folder => ({ name: `/run/${folder}`, written: encode(`/run/${folder}`) })),
);
const parts = fc.record({
  scheme: fc.constantFrom(...SCHEMES),
  user: text,
  password: text,
  host,
  port: fc.integer({ min: 1, max: 65_535 }),
  database: text,
  application: text,
});

describe('a DSN is used exactly as it is given', () => {
  test('each part comes out as it went in, however it is spelled', () =>
    holds(
      fc.property(parts, fc.boolean(), ({ scheme, user, password, host, port, database, application }, everyByte) => {
        const [u, p, d, a] = [user, password, database, application].map(part => encode(part, everyByte));
        const wanted = {
          host: host.name,
          port,
          user,
          password,
          database,
          tls: { ssl: false, plainFallback: false },
          driver: { application_name: application },
        };
        expect(parse(`${scheme}://${u}:${p}@${host.written}:${port}/${d}?application_name=${a}`)).toMatchObject(wanted);
        const query = `host=${encode(host.name)}&port=${port}&user=${u}&password=${p}&dbname=${d}&application_name=${a}`;
        expect(parse(`${scheme}://?${query}`)).toMatchObject(wanted);
      }),
      { numRuns: 1000 },
    ));

  test('each part may come from a variable', () =>
    holds(
      fc.property(parts, ({ scheme, user, password, host, port, database }) => {
        const env = {
          USER_NAME: encode(user),
          PASS: encode(password),
          HOST: host.written,
          PORT: String(port),
          DB: encode(database),
          _whole: `${scheme}://${encode(user)}:${encode(password)}@${host.written}:${port}/${encode(database)}`,
        };
        const wanted = { host: host.name, port, user, password, database };
        expect(parse(`${scheme}://\${USER_NAME}:\${PASS}@\${HOST}:\${PORT}/\${DB}`, env)).toMatchObject(wanted);
        expect(parse(`\${_whole}`, env)).toMatchObject(wanted);
      }),
    ));

  test('a part that is left out comes from libpq’s variables, then from libpq’s defaults', () => {
    const env = { PGHOST: 'db.internal', PGPORT: '6543', PGUSER: 'me', PGPASSWORD: 'pw', PGDATABASE: 'data' };
    const fromVariables = { host: 'db.internal', port: 6543, user: 'me', password: 'pw', database: 'data' };
    expect(parse('postgresql://', env)).toMatchObject(fromVariables);
    expect(parse('postgresql://you:word@there:1/base', env)).toMatchObject({
      host: 'there',
      port: 1,
      user: 'you',
      password: 'word',
      database: 'base',
    });
    expect(parse('postgresql://me@/')).toMatchObject({
      host: 'localhost',
      port: 5432,
      user: 'me',
      password: undefined,
      database: 'me',
    });
  });

  test.each([
    ['a colon', 'p:w'],
    ['an at sign', 'p@w'],
    ['both', ':@p@:w@'],
    ['a hash and a plus', 'p#w+1'],
  ])('a password with %s needs no encoding', (_, password) => {
    expect(parse(`postgresql://me:${password}@host:5433/db`)).toMatchObject({
      user: 'me',
      password,
      host: 'host',
      port: 5433,
      database: 'db',
    });
  });

  test('what SQLAlchemy says to its Python driver is passed over', () => {
    const dsn = 'postgresql+asyncpg://me:pw@host/db?prepared_statement_cache_size=0&ssl=require&application_name=agent';
    expect(parse(dsn)).toMatchObject({
      driver: { application_name: 'agent' },
      tls: { ssl: { rejectUnauthorized: false }, plainFallback: false },
    });
  });

  test('parameters reach the driver under its names', () => {
    const query = 'connect_timeout=7&keepalives=0&keepalives_idle=3&client_encoding=LATIN1&options=-c%20work_mem%3D8MB';
    expect(parse(`postgresql://host/db?${query}`).driver).toEqual({
      connectionTimeoutMillis: 7000,
      keepAlive: false,
      keepAliveInitialDelayMillis: 3000,
      client_encoding: 'LATIN1',
      options: '-c work_mem=8MB',
    });
  });
});

describe('TLS is asked for as libpq does', () => {
  // a name that only survives a faithful decoding
  const folder = mkdtempSync(join(tmpdir(), 'tls & größe '));
  afterAll(() => rmSync(folder, { recursive: true }));
  const file = (name: string, content: string) => {
    writeFileSync(join(folder, name), content);
    return { content, parameter: encode(join(folder, name)) };
  };
  const ca = file('ca.pem', rootCertificates[0] ?? '');
  const cert = file('client.pem', rootCertificates[1] ?? '');
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const key = file('client.key', privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
  const rootcert = `sslrootcert=${ca.parameter}`;

  test.each([
    ['', { ssl: false, plainFallback: false }],
    ['sslmode=disable', { ssl: false, plainFallback: false }],
    ['sslmode=allow', { ssl: false, plainFallback: false }],
    ['sslmode=prefer', { ssl: { rejectUnauthorized: false }, plainFallback: true }],
    ['sslmode=require', { ssl: { rejectUnauthorized: false }, plainFallback: false }],
    ['ssl=true', { ssl: { rejectUnauthorized: false }, plainFallback: false }],
    ['ssl=false', { ssl: false, plainFallback: false }],
    [`sslmode=require&${rootcert}`, { ssl: { ca: ca.content }, plainFallback: false }],
    [`sslmode=verify-ca&${rootcert}`, { ssl: { ca: ca.content }, plainFallback: false }],
    [`sslmode=verify-full&${rootcert}`, { ssl: { ca: ca.content }, plainFallback: false }],
    [
      `sslmode=verify-full&${rootcert}&sslcert=${cert.parameter}&sslkey=${key.parameter}`,
      { ssl: { ca: ca.content, cert: cert.content, key: key.content }, plainFallback: false },
    ],
  ])('%s', (query, wanted) => {
    const { tls } = parse(`postgresql://host/db?${query}`);
    expect(tls).toMatchObject(wanted);
    // only verify-full asks whether the certificate is this host's
    const asksForName =
      typeof tls.ssl === 'object' && !('checkServerIdentity' in tls.ssl) && tls.ssl.rejectUnauthorized !== false;
    expect(asksForName).toBe(query.startsWith('sslmode=verify-full'));
  });
});
