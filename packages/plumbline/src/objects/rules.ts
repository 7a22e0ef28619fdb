import type { Hazard } from './hazard.ts';
import { objectsOf } from './model.ts';
import type { PlanningContext } from './planning-context.ts';

/** A query for groups of rows that are equal, with the number of each as `n`. */
export function repeatedRows(table: string, keys: readonly string[], where: string, nullsToo: boolean): string {
  const list = keys.join(', ');
  const counted = nullsToo ? '' : ` and (${list}) is not null`;
  return `select pg_catalog.count(*) as n from ${table} t where ${where} group by ${list} having pg_catalog.count(*) operator(pg_catalog.>) 1${counted}`;
}

/** How many rows are one too many, of a rule that groups of equal ones break. */
export async function countRepeated(
  { rows }: PlanningContext,
  table: string,
  broken: (table: string) => string | undefined,
): Promise<number | undefined> {
  const here = rows?.table(table);
  const groups = here === undefined ? undefined : broken(here);
  if (groups === undefined) return undefined;
  return rows?.count(`select coalesce(pg_catalog.sum(n operator(pg_catalog.-) 1), 0) from (${groups}) d`);
}

/** Whether values are those that rows show: one that is converted or filled on the way may meet the rule by then. */
export const staysAsItIs = (
  { to, retypings, fills }: PlanningContext,
  table: string,
  columns: readonly string[],
): boolean =>
  objectsOf(to, 'column').every(
    ({ id, parent, name }) => parent.id !== table || !columns.includes(name) || !(retypings.has(id) || fills.has(id)),
  );

/** A rule that existing rows break, or may. */
export const mayFail = (id: string, message: string, isSeen = false): Hazard => ({
  kind: 'may-fail',
  id,
  message,
  isSeen,
  instead: 'mend the rows first, in a migration of its own',
});
