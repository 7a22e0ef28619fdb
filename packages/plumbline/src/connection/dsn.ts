import { userInfo } from 'node:os';
import type { ClientConfig } from 'pg';
import { Problem } from '../problem/index.ts';
import { driverOptions } from './parameters.ts';
import { expandReferences } from './references.ts';
import { type TlsPlan, tlsOptions } from './tls.ts';
import { parseUri, type UriParts } from './uri.ts';

/** Where a PostgreSQL server is, and as whom to talk to it. */
export interface ServerTarget {
  /** The name of the setting that the DSN was read from, for messages. */
  setting: string;
  /** A host name, an address, or the folder of a Unix socket. */
  host: string;
  port: number;
  user: string;
  password: ClientConfig['password'];
  database: string;
  tls: TlsPlan;
  /** Everything else that the DSN asks of the driver. */
  driver: ClientConfig;
}

/** SQLAlchemy writes the Python driver into the scheme; it says nothing about the server. */
const SCHEME = /^postgres(?:ql)?(?:\+(?<python>asyncpg|psycopg|psycopg2|psycopg_async))?$/;

/**
 * Reads a DSN: `postgresql://user:password@host:5432/database?sslmode=require`, with `postgres://`, the SQLAlchemy
 * schemes, `${VAR}` references and `?host=/run/postgresql` for a Unix socket. What it leaves out is filled in as
 * libpq does, from PGHOST, PGPORT, PGUSER, PGPASSWORD and PGDATABASE and then by libpq's defaults.
 *
 * @throws Problem PL100 for an unset reference, PL101 for a DSN that cannot be read
 */
export function parseDsn(dsn: string, env: NodeJS.ProcessEnv, setting: string): ServerTarget {
  const uri = readUri(expandReferences(dsn.trim(), env, setting), setting);
  const python = SCHEME.exec(uri.scheme)?.groups?.python !== undefined;
  const parameters = new Map(uri.parameters);
  const take = (name: string): string | undefined => {
    const value = parameters.get(name);
    parameters.delete(name);
    return value || undefined;
  };

  const host = take('host') ?? uri.host ?? env.PGHOST ?? 'localhost';
  const user = take('user') ?? uri.user ?? env.PGUSER ?? userInfo().username;
  return {
    setting,
    host,
    port: portNumber(take('port') ?? uri.port ?? env.PGPORT ?? '5432', setting),
    user,
    password: take('password') ?? uri.password ?? env.PGPASSWORD,
    database: take('dbname') ?? uri.database ?? env.PGDATABASE ?? user,
    tls: tlsOptions(take, setting, host),
    driver: driverOptions(parameters, { lenient: python, setting }),
  };
}

/** The target as it is shown to people: never the password. */
export function describeTarget({ host, port, database }: Pick<ServerTarget, 'host' | 'port' | 'database'>): string {
  if (host.startsWith('/')) return `${database} on socket ${host}, port ${port}`;
  return `${database} on ${host.includes(':') ? `[${host}]` : host}:${port}`;
}

function readUri(text: string, setting: string): UriParts {
  const fail = (why: string): never => {
    throw new Problem('PL101', {
      what: `${setting} is not a DSN that can be read`,
      why,
      fix: `write ${setting}=postgresql://USER:PASSWORD@HOST:5432/DATABASE, with special characters percent-encoded`,
    });
  };
  try {
    const uri = parseUri(text);
    return SCHEME.test(uri.scheme) ? uri : fail('its scheme is not postgresql');
  } catch (error) {
    if (error instanceof Problem) throw error;
    return fail(
      error instanceof URIError ? 'a percent sign is not followed by two hexadecimal digits' : (error as Error).message,
    );
  }
}

function portNumber(text: string, setting: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  // the text is not shown: in a DSN without an "@" the password stands here
  throw new Problem('PL101', {
    what: `${setting} names a port that does not exist`,
    why: 'a port is a whole number from 1 to 65535',
    fix: 'write USER:PASSWORD@HOST:5432 with one host; an "@", ":" or "/" in the password is percent-encoded',
  });
}
