import type { Options } from '@mikro-orm/core';
import { Problem } from '../problem/index.ts';

type Said = Pick<Partial<Options>, 'clientUrl' | 'driverOptions'>;

/**
 * What stands behind the question mark of `clientUrl`, and is not read: MikroORM takes the schema from there, and hands
 * nothing else on. Who writes `sslmode=require` has a connection without TLS.
 */
export function unreadParameters({ clientUrl, driverOptions }: Said, env: NodeJS.ProcessEnv): Problem | undefined {
  const url = clientUrl ?? env.MIKRO_ORM_CLIENT_URL;
  if (!url || !URL.canParse(url)) return undefined;
  // as a function, they are known when a connection is made
  const hasTls = typeof driverOptions === 'function' || (driverOptions !== undefined && 'ssl' in driverOptions);
  const unread = [...new Set(new URL(url).searchParams.keys())].filter(
    name => name !== 'schema' && !(hasTls && name.startsWith('ssl')),
  );
  if (unread.length === 0) return undefined;
  return new Problem('PL352', {
    what: `clientUrl says ${unread.join(', ')}, which MikroORM does not read`,
    why: 'of what stands behind its question mark, MikroORM reads the schema alone',
    fix: unread.some(name => name.startsWith('ssl'))
      ? 'say it as pg takes it: driverOptions: { ssl: true }, or ssl: { ca, rejectUnauthorized }'
      : 'say it in driverOptions, as pg takes it, and take it out of clientUrl',
  });
}
