import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadParser, parse } from '../../src/sql/parser.ts';
import { masked, withoutSecrets } from '../../src/sql/passwords.ts';
import { literal } from '../../src/sql/quote.ts';
import { holds } from '../support/property.ts';

beforeAll(() => loadParser());

/** Statements that hold a password, as a constant or in one. */
const FORMS: Record<string, (secret: string) => string> = {
  'create role': secret => `create role app login password ${literal(secret)} valid until 'infinity'`,
  'create user': secret => `CREATE USER app WITH ENCRYPTED PASSWORD /* new */ ${literal(secret)}`,
  'alter role': secret => `alter role app with password -- to\n ${literal(secret)}`,
  'alter user': secret => `alter user app password ${literal(secret)}`,
  'user mapping': secret => `create user mapping for app server s options (user 'me', password ${literal(secret)})`,
  'alter user mapping': secret => `alter user mapping for app server s options (set "password" ${literal(secret)})`,
  server: secret => `create server s foreign data wrapper w options (host 'h', sslpassword ${literal(secret)})`,
  'wrapper of another service': secret =>
    `create server s foreign data wrapper w options (secret_access_key ${literal(secret)})`,
  subscription: secret =>
    `create subscription s connection ${literal(`host=h password=${secret} user=u`)} publication p`,
  'subscription with a URI': secret =>
    `alter subscription s connection ${literal(`postgresql://u:${encodeURIComponent(secret)}@h/d`)}`,
  dblink: secret => `select dblink_connect(${literal(`host=h password=${secret}`)})`,
  setting: secret => `alter system set primary_conninfo = ${literal(`host=h password=${secret}`)}`,
  'a block': secret => `do $body$ begin create role app password ${literal(secret)}; end $body$`,
  'a statement as text': secret =>
    `do $$ begin execute ${literal(`create role app password ${literal(secret)}`)}; end $$`,
  'a statement by a template': secret =>
    `do $$ begin execute format('create role app password %L', ${literal(secret)}); end $$`,
  'a statement in parts': secret =>
    `do $$ begin execute 'create role app password ' || quote_literal(${literal(secret)}); end $$`,
  'escapes of Unicode': secret =>
    `create role app password U&'${secret.replaceAll('\\', '\\\\').replaceAll("'", "''")}\\0065'`,
  'a mistyped keyword': secret => `create role app passwrod ${literal(secret)}`,
  'another mistyped keyword': secret => `alter user app with pssword ${literal(secret)}`,
  'a mistyped statement': secret => `creat rol app login password is ${literal(secret)}`,
  'a keyword in a comment': secret => `create role app /* password 'x' */ badword ${literal(secret)}`,
  'a command of the server': secret => `alter system set ssl_passphrase_command = ${literal(`echo ${secret}`)}`,
  'a command that archives': secret => `alter system set archive_command to ${literal(`curl -u me:${secret} h`)}`,
  'a program that is copied from': secret => `copy t from program ${literal(`curl -u me:${secret} https://h`)}`,
};

/** No word of the statements, with what has to be written twice or escaped. */
const secrets = fc
  .tuple(fc.stringMatching(/^[a-z]{6}$/), fc.constantFrom('', "'", '"', '\\', '$', '$$', ' ', '--', '/*', 'ü', '😀'))
  .map(([word, special]) => ({ parts: [`qz${word}`, `${word}qz`], written: `qz${word}${special}${word}qz` }));

describe('a password does not show in a statement that is told', () => {
  test.each(Object.entries(FORMS))('%s', async (_, form) => {
    await holds(
      fc.property(secrets, ({ parts, written }) => {
        // a body in dollar quotes ends where it says so
        fc.pre(!written.includes('$$'));
        const told = masked(form(written));
        for (const part of parts) expect(told).not.toContain(part);
        expect(told).toContain('***');
      }),
      { numRuns: 200 },
    );
  });

  test.each(Object.entries(FORMS))('%s, cut off in the middle', (_, form) => {
    const told = masked(form('qzabcdef').slice(0, -4));
    expect(told).not.toContain('qzabcdef');
  });

  test('and the rest of it stays as it is', async () => {
    const sql = `create role "päß" login password 'x' connection limit 3`;
    expect(masked(sql)).toBe(`create role "päß" login password '***' connection limit 3`);
    await expect(parse(masked(sql))).resolves.toBeDefined();
    for (const plain of [
      `select 'password'`,
      `create table password (token text default 'x')`,
      `comment on table t is 'http://a/b'`,
      `insert into user_token (role, connection) values ('admin', 'slow')`,
      `do $$ begin raise notice 'a user has no token yet'; perform f('x'); end $$`,
      `create function f() returns text language plpgsql as $$ begin return 'the role of a user'; end $$`,
    ])
      expect(masked(plain)).toBe(plain);
  });

  test('nor in what PostgreSQL says of it', () => {
    expect(
      withoutSecrets(`syntax error at or near "'s3cret'"`, `create role a passwort password 's3cret'`),
    ).not.toContain('s3cret');
  });
});
