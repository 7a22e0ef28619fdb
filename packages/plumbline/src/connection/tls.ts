import type { ClientConfig } from 'pg';
import { parse } from 'pg-connection-string';
import { Problem } from '../problem/index.ts';

type Ssl = ClientConfig['ssl'];

/** What to offer the server, and what to fall back to when it has no TLS (only for `sslmode=prefer`). */
export interface TlsPlan {
  /** As `pg` takes it; where it is not said, `pg` asks PGSSLMODE. */
  ssl: Ssl;
  plainFallback: boolean;
  /** Whether nothing was said, so that whoever knows more may. */
  isUnsaid?: boolean;
}

const MODES = ['disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full'];
const FILES = ['sslcert', 'sslkey', 'sslrootcert'] as const;

/** asyncpg's `ssl` takes the words of `sslmode` and booleans. */
const spelled: Record<string, string> = {
  true: 'require',
  '1': 'require',
  false: 'disable',
  '0': 'disable',
};

/**
 * TLS with libpq's meaning of `sslmode` (PostgreSQL 17, "33.19 SSL Support"): `require` encrypts without asking who
 * answers, `verify-ca` and `verify-full` ask. Without an `sslmode` the connection is plain, as it is in `pg`.
 * `allow` starts plain. Certificates are read here, so that a missing file is reported before anything connects.
 *
 * @param take reads a parameter of the DSN and takes it out
 * @throws Problem PL101 for an unknown mode or a file that cannot be read
 */
export function tlsOptions(take: (name: string) => string | undefined, setting: string, host: string): TlsPlan {
  const asyncpg = take('ssl');
  const mode = take('sslmode') ?? (asyncpg && (spelled[asyncpg] ?? asyncpg));
  const files = FILES.flatMap(name => {
    const path = take(name);
    return path ? [[name, path] as [string, string]] : [];
  });
  if (mode !== undefined && !MODES.includes(mode)) {
    throw new Problem('PL101', {
      what: `${setting} asks for an sslmode that does not exist`,
      fix: `use one of ${MODES.join(', ')}`,
    });
  }
  if (!mode && files.length === 0) return { ssl: false, plainFallback: false, isUnsaid: true };
  if (mode === 'disable' || mode === 'allow') return { ssl: false, plainFallback: false };

  const query = new URLSearchParams([['sslmode', mode ?? 'prefer'], ...files]);
  try {
    const { ssl } = parse(`postgresql://host/?${query}`, {
      useLibpqCompat: true,
    });
    // the certificate must be for this host; the `pg` that MikroORM brings forgets it where it is an address
    return {
      ssl: typeof ssl === 'object' ? { host, ...(ssl as object) } : (ssl as Ssl),
      plainFallback: (mode ?? 'prefer') === 'prefer',
    };
  } catch (error) {
    throw new Problem('PL101', {
      what: `${setting} asks for TLS that cannot be set up`,
      why: (error as Error).message,
      fix: 'check sslmode and the paths in sslrootcert, sslcert and sslkey',
    });
  }
}
