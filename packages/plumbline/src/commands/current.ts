import type { Options } from '@mikro-orm/core';
import type { MigrationState } from '../history/index.ts';
import { withProject } from './project.ts';

/** The migration that a database is at. */
export interface Current {
  /** Which database this is, for people. */
  database: string;
  /** The newest migration that the database ran; absent when it ran none. */
  migration?: MigrationState;
  /** How many migrations wait. */
  waiting: number;
}

/**
 * The migration at which the database stands. Writes nothing.
 *
 * @example
 * const { migration, waiting } = await current(options);
 * console.log(migration?.name ?? 'nothing was run', waiting);
 */
export const current = (options: Partial<Options>): Promise<Current> =>
  withProject(options, async project => {
    const migrations = await project.historyState();
    const applied = migrations.filter(({ appliedAt }) => appliedAt);
    const migration = applied.at(-1);
    return {
      database: project.database,
      ...(migration && { migration }),
      waiting: migrations.length - applied.length,
    };
  });
