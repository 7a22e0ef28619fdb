import { counted } from '../../quantity.ts';
import type { ColumnObject } from '../model.ts';
import { countWhere, type PlanningContext } from '../planning-context.ts';
import { choice, EXPRESSION, type Question } from '../question.ts';
import { counterpart } from '../table/statements.ts';

/** A column that has to have a value, where rows have none. */
export async function askValue(planning: PlanningContext, column: ColumnObject): Promise<Question[]> {
  const { from, fills } = planning;
  if (!column.facts.notNull || fills.has(column.id) || !from.objects.has(column.parent.id)) return [];
  const rows = await rowsWithout(planning, column, counterpart(from, column));
  return rows === 0 ? [] : [question(column, rows)];
}

/** How many rows have no value for the column: 0 where none can be without, `undefined` where nobody can tell. */
async function rowsWithout(
  planning: PlanningContext,
  column: ColumnObject,
  before: ColumnObject | undefined,
): Promise<number | undefined> {
  const { facts } = column;
  const hasValue = facts.default !== null || facts.generated !== null || facts.identity !== null;
  if (!before) return hasValue ? 0 : countWhere(planning, column.parent.id, 'true');
  if (before.facts.notNull) return 0;
  // without a live database a column that was optional is taken to be full: its hazard says so
  if (!planning.rows?.has(column.id)) return 0;
  return (await countWhere(planning, column.parent.id, `${column.quotedName} is null`)) ?? 0;
}

function question(column: ColumnObject, rows: number | undefined): Question {
  const table = column.parent.qualifiedName;
  const path = `${table}.${column.quotedName}`;
  const which = rows === undefined ? `the rows of ${table}` : `${counted(rows, 'row')} of ${table}`;
  return {
    id: 'required-column',
    object: column.id,
    message: `column ${path} has to have a value, and ${which} ${rows === 1 ? 'has' : 'have'} none: which one?`,
    choices: [
      choice('fill', `${path}=${EXPRESSION}`, 'rows without a value get EXPRESSION, which may read the other columns'),
      ...(rows === undefined ? [choice('empty', table, 'the table holds no rows anywhere')] : []),
    ],
  };
}
