import type { Options } from '@mikro-orm/core';
import { currentRevision, resolveRevision } from '../history/index.ts';
import type { DifferenceGroup } from '../report/index.ts';
import { diffOf } from './diff.ts';
import { withProject } from './project.ts';

/** What `stamp` is asked for. */
export interface StampRequest {
  /** The point that the database is at: a name, a timestamp, `base`, `head`. */
  name: string;
  /** Lists it although the database is something else. */
  force?: boolean | undefined;
}

/** What `stamp` made the list of migrations say. */
export interface Stamped {
  /** Which database this is, for people; never with a password. */
  database: string;
  /** The migration that it is at; `null` for the empty database. */
  at: string | null;
  outcome: 'stamped' | 'unchanged' | 'refused';
  /** Names that were put on the list, or would be. */
  listed: string[];
  /** Names that were taken from it. */
  unlisted: string[];
  /** Of those, the ones that the project does not have. */
  unknown: string[];
  /** What the database has otherwise than that point. */
  groups: DifferenceGroup[];
}

/**
 * Says that a database is at a point of its history, after comparing it with that point. Only the list and the ledger are
 * written, and nothing where the database is something else.
 *
 * @throws Problem PL240 for a point that is not there
 *
 * @example
 * const { unlisted } = await stamp(options, { name: 'head' });
 */
export const stamp = (options: Partial<Options>, { name, force = false }: StampRequest): Promise<Stamped> =>
  withProject(options, async project => {
    const files = await project.files();
    const entries = await project.ledger();
    const point = resolveRevision(name, { files, current: currentRevision(files, entries) });
    const wanted = files.slice(0, point);
    const applied = new Set(entries.flatMap(({ name, state }) => (state === 'applied' ? [name] : [])));
    const unlisted = entries.map(({ name }) => name).filter(name => !wanted.some(file => file.name === name));
    const { groups } = await diffOf(project, { from: `migrations@base+${point}`, to: 'db' });
    const result = {
      database: project.database,
      at: wanted.at(-1)?.name ?? null,
      listed: wanted.map(file => file.name).filter(name => !applied.has(name)),
      unlisted,
      unknown: unlisted.filter(name => !files.some(file => file.name === name)),
      groups,
    };
    if (!force && (groups.length > 0 || result.unknown.length > 0)) return { ...result, outcome: 'refused' };
    const isChange = await project.migrator.stamp(wanted, entries);
    return { ...result, outcome: isChange ? 'stamped' : 'unchanged' };
  });
