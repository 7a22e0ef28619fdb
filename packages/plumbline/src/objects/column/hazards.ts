import type { Change } from '../contract.ts';
import type { Hazard } from '../hazard.ts';
import { lost } from '../lost.ts';
import type { ColumnObject } from '../model.ts';
import { countIn, countValues, type PlanningContext, rowsIn } from '../planning-context.ts';
import type { Question } from '../question.ts';
import { mayFail } from '../rules.ts';
import { counterpart } from '../table/statements.ts';
import { askConversion } from './ask-conversion.ts';
import { askValue } from './ask-value.ts';
import { changedValues } from './changed-values.ts';
import { isComputedAnew } from './statements.ts';

export async function hazards({ before, after }: Change<'column'>, planning: PlanningContext): Promise<Hazard[]> {
  const retyping = after && planning.retypings.get(after.id);
  return [
    ...(before ? await lostValues(before, planning) : []),
    ...(retyping ? await changedValues(planning, retyping) : []),
    ...(after ? await nulls(after, planning) : []),
    ...(before && after ? remade(before, after, planning) : []),
  ];
}

export async function questions({ after }: Change<'column'>, planning: PlanningContext): Promise<Question[]> {
  const retyping = after && planning.retypings.get(after.id);
  return [
    ...(retyping ? await askConversion(planning, retyping) : []),
    ...(after ? await askValue(planning, after) : []),
  ];
}

/** A column that goes, or is computed from now on. What goes with its table is the table's loss. */
async function lostValues(column: ColumnObject, planning: PlanningContext): Promise<Hazard[]> {
  const { from, to } = planning;
  if (!from.objects.has(column.parent.id) || !to.objects.has(column.parent.id) || column.facts.generated !== null)
    return [];
  const after = counterpart(to, column);
  if (after && after.facts.generated === null) return [];
  const values = await countValues(planning, column);
  if (values === 0) return [];
  return [lost(after ? 'compute-column' : 'drop-column', describe(column, after, values))];
}

function describe(column: ColumnObject, after: ColumnObject | undefined, values: number | undefined): string {
  const path = column.qualifiedName;
  return after
    ? `the values of ${path} in ${rowsIn(values)} are replaced by computed ones`
    : `column ${path} is dropped with the values of ${rowsIn(values)}`;
}

/** Rows without a value, where one is required from now on. */
async function nulls(column: ColumnObject, planning: PlanningContext): Promise<Hazard[]> {
  const before = counterpart(planning.from, column);
  if (!before || before.facts.notNull || !column.facts.notNull || planning.fills.has(column.id)) return [];
  const count = await countIn(planning, column, `${column.quotedName} is null`);
  if (count === 0) return [];
  const path = column.qualifiedName;
  return [mayFail('nulls', `${path} becomes required: it fails while ${rowsIn(count)} have no value`)];
}

/** A generated column that is dropped and made again, because the server is too old to change what it is computed from. */
function remade(before: ColumnObject, after: ColumnObject, { version }: PlanningContext): Hazard[] {
  if (!isComputedAnew(before.facts.generated, after.facts.generated, version)) return [];
  const message = `column ${after.qualifiedName} is dropped and made again, behind the others: PostgreSQL ${Math.floor(version / 10_000)} cannot change what it is computed from`;
  return [{ kind: 'note', id: 'computed-anew', message }];
}
