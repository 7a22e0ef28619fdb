import { type ColumnObject, counterpart, objectOf, objectsOf } from '../../objects/index.ts';
import { countValues, countWhere, rowsIn, type Situation } from '../situation.ts';
import type { ObjectHazard } from './object-hazard.ts';

/** Tables and columns that go with what they hold. */
export async function lostRows(situation: Situation): Promise<ObjectHazard[]> {
  const { from, to } = situation;
  const found: ObjectHazard[] = [];
  for (const table of objectsOf(from, 'table')) {
    const whole = objectOf(from, 'table', table.facts.partitionOf?.id);
    // the rows of a partition move along when its table is partitioned in another way
    const moves = whole && objectOf(to, 'table', whole.id)?.facts.partitionKey !== whole.facts.partitionKey;
    if (to.objects.has(table.id) || (moves && to.objects.has(whole.id))) continue;
    const rows = await countWhere(situation, table.id, 'true');
    if (rows === 0) continue;
    found.push(hazard(table.id, 'drop-table', `table ${table.qualifiedName} is dropped with ${rowsIn(rows)}`));
  }
  for (const column of objectsOf(from, 'column')) {
    if (!from.objects.has(column.parent.id) || !to.objects.has(column.parent.id) || column.facts.generated !== null)
      continue;
    const after = counterpart(to, column);
    if (after && after.facts.generated === null) continue;
    const values = await countValues(situation, column);
    if (values === 0) continue;
    found.push(hazard(column.id, after ? 'compute-column' : 'drop-column', describe(column, after, values)));
  }
  return found;
}

function describe(column: ColumnObject, after: ColumnObject | undefined, values: number | undefined): string {
  const path = column.qualifiedName;
  return after
    ? `the values of ${path} in ${rowsIn(values)} are replaced by computed ones`
    : `column ${path} is dropped with the values of ${rowsIn(values)}`;
}

const hazard = (object: string, id: string, message: string): ObjectHazard => ({
  object,
  hazard: {
    kind: 'data-loss',
    id,
    message,
    instead: 'take a backup of it first, or keep it until nothing reads it any more',
  },
});
