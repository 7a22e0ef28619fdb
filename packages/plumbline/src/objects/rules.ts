import type { Hazard } from './hazard.ts';
import { objectsOf } from './model.ts';
import type { Situation } from './situation.ts';

/** PostgreSQL says so in both kinds of definition; a null is otherwise equal to nothing. */
export const hasEqualNulls = (definition: string): boolean => definition.includes('NULLS NOT DISTINCT');

/** How many rows are one too many. */
export async function countRepeated(
  { rows }: Situation,
  table: string,
  keys: readonly string[],
  where: string,
  nullsToo: boolean,
): Promise<number | undefined> {
  const here = rows?.table(table);
  if (here === undefined) return undefined;
  const list = keys.join(', ');
  const counted = nullsToo ? '' : ` and (${list}) is not null`;
  const groups = `select pg_catalog.count(*) as n from ${here} t where ${where} group by ${list} having pg_catalog.count(*) operator(pg_catalog.>) 1${counted}`;
  return rows?.count(`select coalesce(pg_catalog.sum(n operator(pg_catalog.-) 1), 0) from (${groups}) d`);
}

/** Whether values are those that rows show: one that is converted or filled on the way may meet the rule by then. */
export const staysAsItIs = ({ to, retypings, fills }: Situation, table: string, columns: readonly string[]): boolean =>
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
