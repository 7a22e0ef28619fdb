import { hasSqlstate, Problem, SQLSTATE } from '../problem/index.ts';
import { masked } from '../sql/index.ts';
import type { Report } from './events.ts';
import { pause } from './stop.ts';
import type { Watched } from './watch.ts';

/** Time between two attempts, in milliseconds. It varies, so that what is periodic is not met at the same point again. */
const PAUSE = { least: 200, most: 1000 };

/** Whether an error says that somebody else was in the way, so that the same transaction may well succeed. */
export const isInTheWay = (error: unknown): boolean =>
  hasSqlstate(error, SQLSTATE.lockNotAvailable, SQLSTATE.deadlockDetected, SQLSTATE.serializationFailure);

interface Patience {
  /** What is tried, for people. */
  name: string;
  /** Milliseconds altogether. */
  patience: number;
  report: Report;
  stop: AbortSignal;
  seen: Watched;
  /** What stays of a step that is given up; otherwise nothing does. */
  stays?: string | undefined;
}

/**
 * Tries until nobody is in the way.
 *
 * @throws Problem PL220 that names who is in the way
 */
export async function patiently<T>(
  { name, patience, report, stop, seen, stays }: Patience,
  attempt: () => Promise<T>,
): Promise<T> {
  const started = performance.now();
  for (let n = 1; ; n++) {
    stop.throwIfAborted();
    try {
      return await attempt();
    } catch (error) {
      if (!isInTheWay(error)) throw error;
      if (performance.now() - started > patience) throw inTheWay(name, patience, seen, error as Error, stays);
      const ms = PAUSE.least + Math.random() * (PAUSE.most - PAUSE.least);
      report({ type: 'retry', name, why: (error as Error).message, attempt: n, seconds: ms / 1000 });
      await pause(ms, stop);
    }
  }
}

function inTheWay(
  name: string,
  patience: number,
  { blockers }: Watched,
  cause: Error,
  stays = 'nothing of that step was kept',
): Problem {
  const [first] = blockers;
  return new Problem('PL220', {
    what: `${name} does not get a lock that it needs, after ${Math.round(patience / 1000)} s; ${stays}`,
    why: [
      cause.message,
      ...blockers.map(
        ({ pid, user, application, query, age }) =>
          `held by backend ${pid} (${[user, application].filter(Boolean).join(', ')})${age === null ? '' : `, in a transaction for ${Math.round(age)} s`}, last: ${masked(query)}`,
      ),
    ].join('\n'),
    fix: first
      ? `wait for it to end, or end it: select pg_terminate_backend(${first.pid}); then run again`
      : 'run again when there is less traffic',
    cause,
  });
}
