import { setTimeout as sleep } from 'node:timers/promises';
import type { Blocker, Progress, Report } from './events.ts';
import type { SideSession } from './side-session.ts';

/** Time between two looks at a running statement, in milliseconds. */
const INTERVAL = 500;
/** Time between two attempts to cancel it, in milliseconds. */
const CANCEL_AGAIN = 200;

const BLOCKERS = `
  select distinct a.pid, a.application_name as application, a.usename as user, left(a.query, 200) as query,
         extract(epoch from clock_timestamp() - a.xact_start)::float8 as age
  from running r, unnest(pg_blocking_pids(r.pid)) as b (pid) join pg_stat_activity a on a.pid = b.pid
  where a.pid <> pg_backend_pid()`;

/** PostgreSQL counts blocks in some phases of a build and tuples in others; a validation it does not count. */
const PROGRESS = `
  select phase, done::float8 / nullif(total, 0) as share from (
    select pid, phase, case when blocks_total > 0 then blocks_done else tuples_done end as done,
           case when blocks_total > 0 then blocks_total else tuples_total end as total from pg_stat_progress_create_index
    union all select pid, phase, heap_blks_scanned, heap_blks_total from pg_stat_progress_vacuum
    union all select pid, phase, heap_blks_scanned, heap_blks_total from pg_stat_progress_cluster
    union all select pid, phase, sample_blks_scanned, sample_blks_total from pg_stat_progress_analyze
  ) p join running using (pid)`;

/** What the last look found, for the message when a statement gives up. */
export interface Watched {
  blockers: Blocker[];
}

interface WatchContext {
  side: SideSession;
  name: string;
  report: Report;
  seen: Watched;
  stop: AbortSignal;
}

/**
 * Looks at a statement from another session while it runs: who keeps it waiting, and how far PostgreSQL says that it is.
 * A stop cancels it on the server.
 */
export async function watched<T>(context: WatchContext, work: () => Promise<T>): Promise<T> {
  const over = new AbortController();
  // looking on is not what the run is for: it goes on without
  const reportUnwatched = (error: Error): void => {
    if (!over.signal.aborted) void context.report({ type: 'unwatched', name: context.name, why: error.message });
  };
  const watching = watch(context, over.signal).catch(reportUnwatched);
  const cancelling = cancelOnStop(context, over.signal).catch(reportUnwatched);
  try {
    return await work();
  } finally {
    over.abort();
    await Promise.all([watching, cancelling]);
  }
}

async function watch({ side, name, report, seen }: WatchContext, over: AbortSignal): Promise<void> {
  let shown = '';
  let phase = { name: '', since: 0 };
  // a lock that is not had at once is soon given up, so the first look comes early
  for (let pause = 30; ; pause = INTERVAL) {
    await sleep(pause, undefined, { signal: over });
    const blockers = await side.ofRunning<Blocker>(BLOCKERS);
    if (blockers.length > 0) {
      seen.blockers = blockers;
      const key = blockers.map(blocker => blocker.pid).join();
      if (key !== shown) report({ type: 'blocked', name, blockers });
      shown = key;
    }
    const [build] = await side.ofRunning<{ phase: string; share: number | null }>(PROGRESS);
    if (!build) continue;
    if (build.phase !== phase.name) phase = { name: build.phase, since: performance.now() };
    report({ type: 'progress', name, progress: estimate(build, performance.now() - phase.since) });
  }
}

/** A cancel that comes before the server begins with the statement has no effect, so there is more than one. */
async function cancelOnStop({ side, stop }: WatchContext, over: AbortSignal): Promise<void> {
  const either = AbortSignal.any([stop, over]);
  if (!either.aborted) await new Promise(resolve => either.addEventListener('abort', resolve, { once: true }));
  while (!over.aborted) {
    await side.cancel();
    await sleep(CANCEL_AGAIN, undefined, { signal: over });
  }
}

function estimate({ phase, share }: { phase: string; share: number | null }, elapsed: number): Progress {
  const remaining = share && share > 0.02 ? ((elapsed / share) * (1 - share)) / 1000 : undefined;
  return { phase, share: share ?? undefined, remaining };
}
