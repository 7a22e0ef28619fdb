import { objectOf } from '../../canonical/index.ts';
import { compareCatalogs } from '../../diff/compare.ts';
import { tablesToRebuild } from '../changes.ts';
import { onlyAdds } from '../kinds/enum.ts';
import { countWhere, rowsIn, type Situation } from '../situation.ts';
import type { ObjectHazard } from './object-hazard.ts';

/** Tables that are made anew with their rows, because PostgreSQL cannot alter them: nobody can use them meanwhile. */
export async function copiedRows(situation: Situation): Promise<ObjectHazard[]> {
  const { from, to } = situation;
  const isAnew = (id: string | null): boolean => {
    const [before, after] = [objectOf(from, 'enum', id), objectOf(to, 'enum', id)];
    return before !== undefined && after !== undefined && !onlyAdds(before, after);
  };
  const found: ObjectHazard[] = [];
  for (const table of tablesToRebuild(compareCatalogs(from, to), situation, isAnew)) {
    const rows = await countWhere(situation, table, 'true');
    if (rows === 0) continue;
    const name = table.slice('table '.length);
    found.push({
      object: table,
      hazard: {
        kind: 'blocks',
        id: 'copied-rows',
        message: `table ${name} is made anew and ${rowsIn(rows)} are copied, while nobody can read or write it`,
        instead: 'run it when the table may stand still, or attach partitions to a new table and copy in batches',
      },
    });
  }
  return found;
}
