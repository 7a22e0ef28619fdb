import { Problem } from '../problem/index.ts';
import type { Report } from './events.ts';
import type { Other, SideSession } from './side-session.ts';
import { pause } from './stop.ts';

/** How long ended sessions have to go away, in milliseconds. */
const PATIENCE = 30_000;

/**
 * Ends what a run that was killed left behind: PostgreSQL goes on with a statement after its client is gone. Whoever
 * holds the lock is the only run there is, so every other session by the name of a run of this table is such a rest.
 *
 * @throws Problem PL211 for one that this role may not end, or that does not go
 */
export async function endOrphans(side: SideSession, report: Report, stop: AbortSignal): Promise<void> {
  const reported = new Set<number>();
  const started = performance.now();
  for (;;) {
    const others = await side.endOthers();
    const [first] = others;
    if (!first) return;
    if (performance.now() - started > PATIENCE) throw stays(first);
    for (const { pid } of others.filter(({ ended }) => ended)) {
      if (!reported.has(pid)) report({ type: 'orphan', pid });
      reported.add(pid);
    }
    await pause(200, stop);
  }
}

const stays = ({ pid, user, ended }: Other): Problem =>
  new Problem('PL211', {
    what: `a statement of an earlier run is still running, as backend ${pid}; nothing was run`,
    why: ended
      ? 'it was told to end, and did not within 30 s'
      : `it belongs to "${user}", whose sessions this role may not end`,
    fix: `wait for it to end, or have a superuser end it: select pg_terminate_backend(${pid}); then run again`,
  });
