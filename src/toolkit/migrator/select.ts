import { closest } from 'fastest-levenshtein';
import { Problem } from '../problem/index.ts';
import type { MigrationFile } from './files.ts';
import type { Entry } from './ledger.ts';

/** Which migrations a run is about. Names, or relative to where the database is: `+2`, `-1`, `base`, `head`. */
export interface Selection {
  /** The last one to be applied, or the one to go back to, which stays. */
  to?: string | undefined;
  /** The one after which to start. */
  from?: string | undefined;
  only?: readonly string[] | undefined;
}

/** The migrations to apply, in order: those that are not applied, or were not finished. */
export function toApply(
  files: readonly MigrationFile[],
  entries: readonly Entry[],
  { to, from, only }: Selection,
): MigrationFile[] {
  const applied = new Set(entries.flatMap(({ name, state }) => (state === 'applied' ? [name] : [])));
  const pending = files.filter(({ name }) => !applied.has(name));
  if (only) {
    const names = new Set(only.map(name => named(files, name).name));
    return pending.filter(({ name }) => names.has(name));
  }
  const start = from === undefined ? 0 : files.indexOf(named(files, from)) + 1;
  const inRange = pending.filter(file => files.indexOf(file) >= start);
  if (to === undefined || to === 'head') return inRange;
  if (to === 'base') return [];
  const steps = relativeSteps(to);
  if (steps !== undefined) return inRange.slice(0, Math.max(steps, 0));
  const end = files.indexOf(named(files, to));
  return inRange.filter(file => files.indexOf(file) <= end);
}

/** The migrations to take back, the last first. Without a selection, the last one. */
export function toRevert(
  files: readonly MigrationFile[],
  entries: readonly Entry[],
  { to, only }: Selection,
): MigrationFile[] {
  const order = new Map(files.map((file, i) => [file.name, i]));
  const applied = entries
    .flatMap(({ name }) => (order.has(name) ? [files[order.get(name) as number] as MigrationFile] : []))
    .reverse();
  if (only) {
    const names = new Set(only.map(name => named(files, name).name));
    return applied.filter(({ name }) => names.has(name));
  }
  if (to === undefined) return applied.slice(0, 1);
  if (to === 'base' || to === '0') return applied;
  if (to === 'head') return [];
  const steps = relativeSteps(to);
  if (steps !== undefined) return applied.slice(0, Math.abs(steps));
  const stays = order.get(named(files, to).name) as number;
  return applied.filter(({ name }) => (order.get(name) as number) > stays);
}

/** `+2` and `-1` as numbers. */
function relativeSteps(text: string): number | undefined {
  return /^[+-]\d+$/.test(text) ? Number(text) : undefined;
}

/**
 * The migration of a name; its timestamp will do, and its file name.
 *
 * @throws Problem PL240 with the nearest name
 */
export function named<T extends { name: string }>(files: readonly T[], text: string): T {
  const wanted = text.replace(/\.[jt]s$/, '');
  const exact = files.find(({ name }) => name === wanted);
  const matches = exact ? [exact] : files.filter(({ name }) => name.includes(wanted));
  const [found] = matches;
  if (found && matches.length === 1) return found;
  const names = files.map(({ name }) => name);
  throw new Problem('PL240', {
    what: `${matches.length > 1 ? 'several migrations are' : 'no migration is'} called ${text}; nothing was run`,
    fix:
      matches.length > 1
        ? `say which: ${matches.map(({ name }) => name).join(', ')}`
        : names.length > 0
          ? `did you mean ${closest(wanted, names)}?`
          : 'the project has no migrations',
  });
}
