import { setTimeout as sleep } from 'node:timers/promises';
import { Problem, type ProblemCode } from '../problem/index.ts';
import type { Report } from './events.ts';

/** The signals by which a process is asked to end, and what a run ends with then. */
const SIGNALS = { SIGINT: 'PL002', SIGTERM: 'PL003' } as const satisfies Record<string, ProblemCode>;
type Signal = keyof typeof SIGNALS;

/**
 * Hears that the process is asked to end, so that the run can stop the server too. The second signal is left to Node,
 * which ends the process at once.
 */
export function listenForStop(report: Report): { stop: AbortSignal; unlisten(): void } {
  const controller = new AbortController();
  const names = Object.keys(SIGNALS) as Signal[];
  const unlisten = (): void => {
    for (const name of names) process.off(name, hear);
  };
  const hear = (signal: NodeJS.Signals): void => {
    unlisten();
    report({ type: 'stopping', signal });
    controller.abort(stopped(signal as Signal));
  };
  for (const name of names) process.on(name, hear);
  return { stop: controller.signal, unlisten };
}

/** Waits, in milliseconds; a stop ends it with the problem that the stop means. */
export async function pause(ms: number, stop: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal: stop }).catch(() => stop.throwIfAborted());
}

const stopped = (signal: Signal): Problem =>
  new Problem(SIGNALS[signal], {
    what: `stopped by ${signal}; what was done is recorded`,
    fix: 'run again, which goes on from there',
  });
