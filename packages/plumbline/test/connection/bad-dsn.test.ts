import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { describeTarget, parseDsn } from '../../src/connection/index.ts';
import { Problem, renderProblem } from '../../src/problem/index.ts';
import { encode, SCHEMES } from '../support/dsn.ts';
import { holds } from '../support/property.ts';

/** What a person sees who gives this DSN. */
function shown(dsn: string): string {
  try {
    return describeTarget(parseDsn(dsn, {}, 'SA01_DB_DSN'));
  } catch (error) {
    if (error instanceof Problem) return renderProblem(error);
    throw error;
  }
}

const unreadable = (why: string) => `\
error PL101: SA01_DB_DSN is not a DSN that can be read
  why:   ${why}
  fix:   write SA01_DB_DSN=postgresql://USER:PASSWORD@HOST:5432/DATABASE, with special characters percent-encoded`;

const BAD_PORT = `\
error PL101: SA01_DB_DSN names a port that does not exist
  why:   a port is a whole number from 1 to 65535
  fix:   write USER:PASSWORD@HOST:5432 with one host; an "@", ":" or "/" in the password is percent-encoded`;

const STRAY_AT = unreadable('an "@" stands behind the first "/" or "?"; in a password, these are percent-encoded');

const PARAMETERS =
  'host, port, user, password, dbname, sslmode, sslrootcert, sslcert, sslkey, application_name, ' +
  'fallback_application_name, client_encoding, options, connect_timeout, keepalives, keepalives_idle';

describe('a DSN that cannot be read says why', () => {
  test.each([
    ['db.internal:5432/agent', unreadable('it has no scheme')],
    ['mysql://db/agent', unreadable('its scheme is not postgresql')],
    ['postgresql+psycopg9://db/agent', unreadable('its scheme is not postgresql')],
    ['postgresql://me:100%@db/agent', unreadable('a percent sign is not followed by two hexadecimal digits')],
    ['postgresql://me:pw@::1/agent', BAD_PORT],
    [
      'postgresql://me:pw@[::1/agent',
      unreadable('its host cannot be told from its port; an IPv6 address stands in brackets'),
    ],
    ['postgresql://me:pw@db:0/agent', BAD_PORT],
    ['postgresql://me:pw@db:65536/agent', BAD_PORT],
    ['postgresql://me:pw@db:5432,other:5432/agent', BAD_PORT],
    ['postgresql://me:pw@db/agent?port=x', BAD_PORT],
    ['postgresql://me:s3cret', BAD_PORT],
    ['postgresql://me:s3/cret@db/agent', STRAY_AT],
    ['postgresql://me:12/34@db/agent', STRAY_AT],
    ['postgresql://me:12?34@db/agent', STRAY_AT],
    ['postgresql://me:s3@cr/et@db/agent', STRAY_AT],
    ['postgresql://me:s3@cr?et@db/agent', STRAY_AT],
    ...[
      'db/agent;password=s3cret',
      'db/agent&password=s3cret',
      'db;User Id=me;Password=s3cret',
      'me:pw@db/agent;pwd=s3',
    ].map((rest): [string, string] => [
      `postgresql://${rest}`,
      unreadable('its parameters do not stand behind a "?", with "&" between them'),
    ]),
    [
      'postgresql://db/agent?sslmod=require&colour=blue',
      `error PL101: SA01_DB_DSN has 2 parameters that are not known, and not shown here\n  why:   an "&" or a "?" in a password is percent-encoded\n  fix:   use ${PARAMETERS}`,
    ],
    [
      'postgresql://db/agent?connect_timeout=soon',
      'error PL101: SA01_DB_DSN has a connect_timeout that is not a time\n  fix:   write it in whole seconds, as connect_timeout=10',
    ],
    [
      'postgresql://db/agent?sslmode=always',
      'error PL101: SA01_DB_DSN asks for an sslmode that does not exist\n  fix:   use one of disable, allow, prefer, require, verify-ca, verify-full',
    ],
    [
      'postgresql://db/agent?sslmode=verify-full&sslrootcert=/no/ca.pem',
      `\
error PL101: SA01_DB_DSN asks for TLS that cannot be set up
  why:   ENOENT: no such file or directory, open '/no/ca.pem'
  fix:   check sslmode and the paths in sslrootcert, sslcert and sslkey`,
    ],
    [
      `postgresql://me:\${DB_PASSWORD}@db/agent`,
      `\
error PL100: SA01_DB_DSN refers to the variable DB_PASSWORD, which is not set
  fix:   set DB_PASSWORD in the environment of this process`,
    ],
  ])('%s', (dsn, message) => {
    expect(shown(dsn)).toBe(message);
  });

  test('a target is told by database, host and port', () => {
    expect(shown('postgresql://me:pw@db.internal:6543/agent')).toBe('agent on db.internal:6543');
    expect(shown('postgresql://me:pw@[2001:db8::7]/agent')).toBe('agent on [2001:db8::7]:5432');
    expect(shown('postgresql://me:pw@/agent?host=/run/postgresql')).toBe('agent on socket /run/postgresql, port 5432');
  });
});

describe('no message holds the password', () => {
  /** Long enough not to stand in a message by chance; with everything that people forget to encode. */
  const password = fc
    .tuple(
      fc.constantFrom('/', '?', '@', ':', '#', '%', '%zz', '&', '=', '', '//', ':@', '@/', '/@'),
      fc.stringMatching(/^[a-z]{6}$/),
    )
    .map(([reserved, word]) => ({ parts: [`qz${word}`, `${word}qz`], written: `qz${word}${reserved}${word}qz` }));
  const mistake = fc.constantFrom(
    '@db:5432/agent',
    '@db:port/agent',
    '@db/agent?sslmod=1',
    '@db/agent?sslmode=all',
    '@db/a%gent',
    '@db,other/agent',
    '@db/agent?connect_timeout=soon',
    '@db/agent?sslrootcert=/no/ca.pem',
    '',
    '/agent',
  );

  test('whatever is wrong with the DSN, encoded or not', () =>
    holds(
      fc.property(
        fc.constantFrom(...SCHEMES, 'mysql'),
        password,
        mistake,
        fc.boolean(),
        (scheme, word, rest, encoded) => {
          const secret = encoded ? encode(word.written) : word.written;
          // nobody can tell the password's own "@" from the one that is missing
          fc.pre(rest.startsWith('@') || !secret.includes('@'));
          const said = shown(`${scheme}://me:${secret}${rest}`);
          for (const part of word.parts) expect(said).not.toContain(part);
        },
      ),
      { numRuns: 1000 },
    ));

  const forms = fc.constantFrom<(secret: string) => string>(
    secret => `postgresql://db/agent?password=${secret}`,
    secret => `postgresql://db/agent?user=me&password=${secret}&sslmode=all`,
    secret => `postgresql://db/agent?${secret}`,
    secret => `postgresql://me@db/agent?${secret}=1`,
    secret => `postgresql://me@db/agent?sslmode=${secret}`,
    secret => `postgresql://db/agent?sslpassword=${secret}`,
    secret => `postgresql://me:a\${${secret.replaceAll(/[^a-z]/g, '_')}}@db/agent`,
    secret => `postgresql://me:${secret}/agent?application_name=me@db`,
    secret => `${secret.replaceAll(/[^a-z]/g, '')}://me@db/agent`,
    secret => `me:${secret}@db/agent`,
    secret => `password=${secret} host=db`,
  );
  /** What parts a parameter's value or a parameter from the next one. */
  const cut = fc.constantFrom('&', '&&', '?', '#', '%', '%2', ';', ' ', '=', '&a=', '+');

  test('wherever in the DSN it stands, and whatever in it was not encoded', () =>
    holds(
      fc.property(forms, cut, fc.stringMatching(/^[a-z]{6}$/), (form, between, word) => {
        const said = shown(form(`qz${word}${between}${word}qz`));
        for (const part of [`qz${word}`, `${word}qz`]) expect(said).not.toContain(part);
      }),
      { numRuns: 1000 },
    ));
});
