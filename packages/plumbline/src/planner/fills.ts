import { findObject } from '../compare/index.ts';
import { type ColumnObject, counterpart, type Fill, objectsOf } from '../objects/index.ts';
import type { Shadow } from '../shadow/index.ts';
import { expressionTree, literal, namesIn } from '../sql/index.ts';
import { placeholderValue } from './placeholder-value.ts';
import type { PlanningContext } from './planning-context.ts';

/** What rows get in columns that they have no value for, and whether PostgreSQL can do it without writing them. */
export async function fillsOf(shadow: Shadow, planning: PlanningContext, unasked: boolean): Promise<Map<string, Fill>> {
  const { from, to, decisions } = planning;
  const fills = new Map<string, Fill>();
  for (const [path, expression] of Object.entries(decisions.fills)) {
    const column = findObject(to, 'column', path);
    const isNew = !from.objects.has(column.id) && from.objects.has(column.parent.id);
    fills.set(column.id, {
      expression,
      reads: namesIn(await expressionTree(expression)),
      instant: isNew && (await isInstant(shadow, column, expression)),
      isMadeUp: false,
    });
  }
  if (!unasked) return fills;
  for (const column of objectsOf(to, 'column')) {
    if (!from.objects.has(column.parent.id) || !isRequired(column) || !lacksValues(column, planning)) continue;
    const expression = await placeholderValue(shadow, to, column);
    if (expression !== undefined)
      fills.set(column.id, {
        expression,
        reads: new Set(),
        instant: !from.objects.has(column.id),
        isMadeUp: true,
      });
  }
  return fills;
}

/** Whether rows have no value for a column, or may have lost it in a change of its type. */
function lacksValues(column: ColumnObject, { from, retypings }: PlanningContext): boolean {
  const before = counterpart(from, column);
  return !before || (!before.facts.notNull && retypings.has(column.id));
}

/** Whether a row has to be given a value. */
const isRequired = ({ facts }: ColumnObject): boolean =>
  facts.notNull && facts.default === null && facts.generated === null && facts.identity === null;

/** PostgreSQL is asked: a default that reads no other column and gives every row the same leaves the table's file alone. */
async function isInstant(shadow: Shadow, column: ColumnObject, expression: string): Promise<boolean> {
  const table = column.parent.qualifiedName;
  const file = `pg_relation_filenode(${literal(table)})`;
  // a type that comes with the same change is not there yet; its values are as constant as their texts
  const [type, value] =
    column.details.userType === null ? [column.facts.type, expression] : ['text', `(${expression})::text`];
  const refusal = await shadow.refusal([
    `create temporary table plumbline_file as select ${file} as before`,
    `alter table ${table} add column plumbline_probe ${type} default ${value}`,
    `do $$ begin if (select before from plumbline_file) <> ${file} then raise 'written anew'; end if; end $$`,
  ]);
  return refusal === undefined;
}
