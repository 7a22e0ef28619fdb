import type { Change } from '../contract.ts';
import type { Hazard } from '../hazard.ts';
import { lost } from '../lost.ts';
import { objectOf, type TableObject } from '../model.ts';
import { countWhere, type PlanningContext, rowsIn } from '../planning-context.ts';
import { lessProtected } from '../security.ts';

export async function hazards({ before, after }: Change<'table'>, planning: PlanningContext): Promise<Hazard[]> {
  if (!before) return [];
  if (!after) return lostRows(before, planning);
  return [...unprotected(before, after), ...(await copiedRows(before, planning))];
}

/** A table that goes with what it holds. */
async function lostRows(table: TableObject, planning: PlanningContext): Promise<Hazard[]> {
  const { from, to } = planning;
  const whole = objectOf(from, 'table', table.facts.partitionOf?.id);
  // the rows of a partition move along when its table is partitioned in another way
  const moves = whole && objectOf(to, 'table', whole.id)?.facts.partitionKey !== whole.facts.partitionKey;
  if (moves && to.objects.has(whole.id)) return [];
  const rows = await countWhere(planning, table.id, 'true');
  return rows === 0 ? [] : [lost('drop-table', `table ${table.qualifiedName} is dropped with ${rowsIn(rows)}`)];
}

function unprotected(before: TableObject, after: TableObject): Hazard[] {
  const off = before.facts.rls && !after.facts.rls;
  const unforced = before.facts.forceRls && !after.facts.forceRls;
  const name = after.qualifiedName;
  return [
    ...(off ? [lessProtected('security-off', `row level security of ${name} is switched off`)] : []),
    ...(unforced ? [lessProtected('security-off', `the owner of ${name} is not held to its policies any more`)] : []),
  ];
}

/** A table that is made anew with its rows, because PostgreSQL cannot alter it: nobody can use it meanwhile. */
async function copiedRows(table: TableObject, planning: PlanningContext): Promise<Hazard[]> {
  if (!planning.rebuilt.has(table.id)) return [];
  const rows = await countWhere(planning, table.id, 'true');
  if (rows === 0) return [];
  return [
    {
      kind: 'blocks',
      id: 'copied-rows',
      message: `table ${table.qualifiedName} is made anew and ${rowsIn(rows)} are copied, while nobody can read or write it`,
      instead: 'run it when the table may stand still, or attach partitions to a new table and copy in batches',
    },
  ];
}
