import { Problem } from '../problem/index.ts';
import type { Method, MigrationFile } from './file.ts';
import type { LedgerEntry } from './ledger-entry.ts';
import { findMigration } from './revision.ts';

/** Which migrations a run is about. Names, or relative to where the database is: `+2`, `-1`, `base`, `head`. */
export interface Selection {
  /** The last one to be applied, or the one to go back to, which stays. */
  to?: string | undefined;
  /** Up: the one after which to start. Down: the one with which to start; what is newer stays. */
  from?: string | undefined;
  only?: readonly string[] | undefined;
}

/**
 * The migrations to apply, in order: those that are not applied, or were not finished.
 *
 * @throws Problem PL240 for a name that no file has, PL001 for steps that lead back
 */
export function toApply(
  files: readonly MigrationFile[],
  entries: readonly LedgerEntry[],
  { to, from, only }: Selection,
): MigrationFile[] {
  const applied = new Set(entries.flatMap(({ name, state }) => (state === 'applied' ? [name] : [])));
  const pending = files.filter(({ name }) => !applied.has(name));
  if (only) {
    const names = new Set(only.map(name => findMigration(files, name).name));
    return pending.filter(({ name }) => names.has(name));
  }
  const start = from === undefined ? 0 : files.indexOf(findMigration(files, from)) + 1;
  const inRange = pending.filter(file => files.indexOf(file) >= start);
  if (to === undefined || to === 'head') return inRange;
  if (to === 'base') return [];
  const steps = relativeSteps(to, 'up');
  if (steps !== undefined) return inRange.slice(0, steps);
  const end = files.indexOf(findMigration(files, to));
  return inRange.filter(file => files.indexOf(file) <= end);
}

/**
 * The migrations to take back, the last first. Without a selection, the last one.
 *
 * @throws Problem PL240 for a name that no file has, PL001 for steps that lead forward
 */
export function toRevert(
  files: readonly MigrationFile[],
  entries: readonly LedgerEntry[],
  { to, from, only }: Selection,
): MigrationFile[] {
  const order = new Map(files.map((file, i) => [file.name, i]));
  const applied = entries
    .flatMap(({ name }) => (order.has(name) ? [files[order.get(name) as number] as MigrationFile] : []))
    .reverse();
  if (only) {
    const names = new Set(only.map(name => findMigration(files, name).name));
    return applied.filter(({ name }) => names.has(name));
  }
  const place = (name: string): number => order.get(name) as number;
  const first = from === undefined ? Number.POSITIVE_INFINITY : place(findMigration(files, from).name);
  const inRange = applied.filter(({ name }) => place(name) <= first);
  if (to === undefined) return inRange.slice(0, 1);
  if (to === 'base' || to === '0') return inRange;
  if (to === 'head') return [];
  const steps = relativeSteps(to, 'down');
  if (steps !== undefined) return inRange.slice(0, steps);
  const stays = place(findMigration(files, to).name);
  return inRange.filter(({ name }) => place(name) > stays);
}

const SIGN = { up: '+', down: '-' } as const;

/** How many steps `+2` and `-1` are; nothing for a name. */
function relativeSteps(text: string, method: Method): number | undefined {
  if (!/^[+-]\d+$/.test(text)) return undefined;
  if (text.startsWith(SIGN[method])) return Number(text.slice(1));
  throw new Problem('PL001', {
    what: `migration:${method} cannot go ${text}; nothing was run`,
    fix: `npx mikro-orm migration:${method} --to=${SIGN[method]}${text.slice(1)}, or the other command`,
  });
}
