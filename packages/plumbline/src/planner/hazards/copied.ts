import type { ObjectId } from '../../catalog/index.ts';
import { compareCatalogs } from '../../compare/index.ts';
import { objectOf, onlyAdds } from '../../objects/index.ts';
import { tablesToRebuild } from '../changes.ts';
import { countWhere, rowsIn, type Situation } from '../situation.ts';
import type { ObjectHazard } from './object-hazard.ts';

/** Tables that are made anew with their rows, because PostgreSQL cannot alter them: nobody can use them meanwhile. */
export async function copiedRows(situation: Situation): Promise<ObjectHazard[]> {
  const { from, to } = situation;
  const isAnew = (type: ObjectId | null): boolean => {
    const [before, after] = [objectOf(from, 'enum', type?.id), objectOf(to, 'enum', type?.id)];
    return before !== undefined && after !== undefined && !onlyAdds(before, after);
  };
  const found: ObjectHazard[] = [];
  for (const id of tablesToRebuild(compareCatalogs(from, to), situation, isAnew)) {
    const table = objectOf(from, 'table', id);
    if (!table) continue;
    const rows = await countWhere(situation, table.id, 'true');
    if (rows === 0) continue;
    found.push({
      object: table.id,
      hazard: {
        kind: 'blocks',
        id: 'copied-rows',
        message: `table ${table.qualifiedName} is made anew and ${rowsIn(rows)} are copied, while nobody can read or write it`,
        instead: 'run it when the table may stand still, or attach partitions to a new table and copy in batches',
      },
    });
  }
  return found;
}
