import pRetry from 'p-retry';
import { Client, type ClientConfig } from 'pg';
import type { Say } from '../problem/index.ts';
import { describeTarget, type ServerTarget } from './dsn.ts';
import { connectionProblem, isPassing, isTlsRefusal } from './failure.ts';

export interface Patience {
  /** How often to knock again when nothing answers, after 1, 2 and 4 seconds. */
  retries: number;
  /** How long one knock may take, in milliseconds. */
  timeout: number;
}

/** A command waits for a server that is starting. */
export const PATIENCE: Patience = { retries: 3, timeout: 10_000 };
/** An application hears at once. */
export const ONCE: Patience = { retries: 0, timeout: 10_000 };

/** The target as options of the `pg` driver. */
export function clientConfig({ host, port, user, password, database, tls, driver }: ServerTarget): ClientConfig {
  return {
    ...driver,
    host,
    port,
    user,
    ...(password === undefined ? {} : { password }),
    database,
    // a copy, as pg takes the key out of what it is given
    ...(tls.ssl === undefined ? {} : { ssl: typeof tls.ssl === 'object' ? { ...tls.ssl } : tls.ssl }),
  };
}

/**
 * Waits for the server to answer, and returns the target that answered: the same one, or the same without TLS where
 * `sslmode=prefer` met a server that has none.
 *
 * @throws Problem PL110, PL120, PL130 or PL140, each after as many attempts as can help
 */
export async function reachServer(
  target: ServerTarget,
  say: Say,
  { retries, timeout }: Patience = PATIENCE,
): Promise<ServerTarget> {
  let attempts = 0;
  try {
    return await pRetry(() => knock(target, timeout), {
      retries,
      minTimeout: 1000,
      factor: 2,
      shouldRetry: ({ error }) => isPassing(error),
      onFailedAttempt: ({ error, attemptNumber, retriesLeft }) => {
        attempts = attemptNumber;
        if (retriesLeft === 0 || !isPassing(error)) return;
        say(`no answer yet from ${describeTarget(target)}, again in ${2 ** (attemptNumber - 1)} s`);
      },
    });
  } catch (error) {
    throw connectionProblem(error, target, attempts);
  }
}

async function knock(target: ServerTarget, timeout: number): Promise<ServerTarget> {
  const client = new Client({
    connectionTimeoutMillis: timeout,
    ...clientConfig(target),
  });
  // A connection that breaks after the answer is reported by whoever uses it next.
  client.on('error', () => {});
  try {
    await client.connect();
  } catch (error) {
    if (!(target.tls.plainFallback && isTlsRefusal(error))) throw error;
    return knock({ ...target, tls: { ssl: false, plainFallback: false } }, timeout);
  }
  await client.end();
  return target;
}
