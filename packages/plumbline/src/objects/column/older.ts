import type { ColumnObject } from '../model.ts';
import { countWhere, type PlanningContext } from '../planning-context.ts';

/** The first version of PostgreSQL that can tell whether a type takes a text. */
export const CHECKS_INPUT = 160_000;

/** Whether the live database is of a version that cannot tell which values a type takes. */
export async function cannotCheck({ rows }: Pick<PlanningContext, 'rows'>): Promise<boolean> {
  const version = await rows?.text(`select pg_catalog.current_setting('server_version_num')`);
  return version !== undefined && Number(version) < CHECKS_INPUT;
}

/**
 * The condition under which a value does not fit a text of limited length. The cast would cut it, and every other type
 * is asked to take all values at once.
 */
export function tooLong(text: string, { details }: ColumnObject): string | undefined {
  // PostgreSQL stores the length with the four bytes that it keeps it in
  const isLimited = details.category === 'S' && !details.array && details.modifier > 4;
  return isLimited
    ? `pg_catalog.rtrim(pg_catalog.substr(${text}, ${details.modifier - 4 + 1}), ' ') operator(pg_catalog.<>) ''`
    : undefined;
}

/** Whether a type takes every value of a column, which holds some. */
export async function takesAll(
  planning: PlanningContext,
  before: ColumnObject,
  text: string,
  type: string,
): Promise<boolean> {
  // none that is there becomes null, so that one which is counted says that all were converted
  const converted = `${before.quotedName} is not null and (${text})::${type} is distinct from null`;
  return (await countWhere(planning, before.parent.id, converted)) !== undefined;
}
