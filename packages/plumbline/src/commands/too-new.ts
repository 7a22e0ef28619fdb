import { newerThan } from '../sql/index.ts';
import type { DryRunHazard, DryRunMigration } from './dry-run.ts';

/**
 * The statements that the server is too old for, as far as the parser tells: the shadow may be of a newer version, and take
 * them.
 *
 * @param version the server's, as `server_version_num`
 */
export async function tooNewIn(migrations: readonly DryRunMigration[], version: number): Promise<DryRunHazard[]> {
  const hazards: DryRunHazard[] = [];
  for (const { name, steps } of migrations)
    for (const { sql, location } of steps)
      for (const { what, since } of await newerThan(version, sql))
        hazards.push({
          kind: 'may-fail',
          id: 'too-new',
          object: name,
          message: `PostgreSQL ${Math.floor(version / 10_000)} does not have ${what}, which came with ${since}: it refuses the statement`,
          instead: 'say it in another way, or upgrade the server first',
          location,
        });
  return hazards;
}
