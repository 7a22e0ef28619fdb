import { instant } from './quantities.ts';

/** What is known of a migration's run. */
interface Run {
  state: 'waiting' | 'applied' | 'applying' | 'reverting';
  appliedAt?: Date | undefined;
  durationMs?: number | undefined;
  ranBy?: string | undefined;
}

/** Names that a line shows of those that share what is done to them. */
const SHOWN = 4;

/** `applied 2026-11-24 20:52:53 UTC in 2.6 s by postgres on host:123`. */
export function sayRun({ state, appliedAt, durationMs, ranBy }: Run): string {
  if (state === 'waiting') return 'waiting';
  if (state === 'applying') return 'half applied: the next migration:up goes on with it';
  const took = durationMs === undefined ? '' : ` in ${duration(durationMs)}`;
  const by = ranBy === undefined ? ' by another tool' : ` by ${ranBy}`;
  const half = state === 'reverting' ? ', half taken back' : '';
  return `applied ${appliedAt ? instant(appliedAt) : ''}${took}${by}${half}`;
}

/** `850 ms`, `2.6 s`, `12 min`. */
function duration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  return ms < 120_000 ? `${(ms / 1000).toFixed(1)} s` : `${Math.round(ms / 60_000)} min`;
}

/** What statements do, in few words: `create table item, effects; insert into effects`. */
export function sayChanges(changes: readonly { does: string; names: readonly string[]; times: number }[]): string {
  return changes
    .map(({ does, names, times }) => {
      if (names.length === 0) return times === 1 ? does : `${does} (${times} times)`;
      const more = names.length > SHOWN ? `, … ${names.length - SHOWN} more` : '';
      return `${does} ${names.slice(0, SHOWN).join(', ')}${more}`;
    })
    .join('; ');
}
