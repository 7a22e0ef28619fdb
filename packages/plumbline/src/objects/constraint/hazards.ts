import { quoted } from '../../catalog/index.ts';
import type { Change } from '../contract.ts';
import type { Hazard } from '../hazard.ts';
import type { ConstraintObject } from '../model.ts';
import { countWhere, type PlanningContext, rowsIn } from '../planning-context.ts';
import { countRepeated, mayFail, repeatedRows, staysAsItIs } from '../rules.ts';

/** Rows that break a constraint which is new or another one. */
export async function hazards({ before, after }: Change<'constraint'>, planning: PlanningContext): Promise<Hazard[]> {
  if (!after || before?.facts.definition === after.facts.definition) return [];
  if (!after.details.validated || !planning.from.objects.has(after.parent.id)) return [];
  const rows = await breaking(planning, after);
  if (!rows) return [];
  const name = `constraint ${after.quotedName} of ${after.parent.qualifiedName}`;
  const isSeen = staysAsItIs(planning, after.parent.id, after.details.columns);
  return [mayFail('broken-rule', `${name} is broken by ${rowsIn(rows)}`, isSeen)];
}

/** Rows that break a check, or groups of them that a key does not take. */
export function broken({ details }: Pick<ConstraintObject, 'details'>, table: string): string | undefined {
  const { type, condition, columns, equalNulls } = details;
  if (type === 'c' && condition !== null) return `select from ${table} t where not (${condition})`;
  if (type !== 'u' && type !== 'p') return undefined;
  return repeatedRows(table, columns.map(quoted), 'true', equalNulls);
}

/** How many rows break a constraint that is to come; nothing when the live database cannot tell. */
async function breaking(planning: PlanningContext, constraint: ConstraintObject): Promise<number | undefined> {
  const { parent, details } = constraint;
  switch (details.type) {
    case 'c':
      return details.condition === null ? undefined : countWhere(planning, parent.id, `not (${details.condition})`);
    case 'p':
    case 'u':
      return countRepeated(planning, parent.id, table => broken(constraint, table));
    case 'f':
      return countOrphans(planning, parent.id, details.columns.map(quoted), details);
    default:
      return undefined;
  }
}

async function countOrphans(
  planning: PlanningContext,
  table: string,
  columns: readonly string[],
  { references, referenced }: ConstraintObject['details'],
): Promise<number | undefined> {
  const present = columns.map(column => `t.${column} is not null`).join(' and ');
  if (!planning.from.objects.has(references?.id ?? '')) return countWhere(planning, table, present);
  const [here, there] = [planning.rows?.table(table), planning.rows?.table(references?.id ?? '')];
  if (here === undefined || there === undefined) return undefined;
  const keys = (names: readonly string[]): string => names.map((name, i) => `${name} as k${i}`).join(', ');
  // grouped, values are compared as an index compares them, whatever operators are in the search path
  const both = `select ${keys(columns.map(column => `t.${column}`))}, true as refers from ${here} t where ${present}
    union all select ${keys(referenced.map(column => `p.${quoted(column)}`))}, false from ${there} p`;
  const orphans = `select pg_catalog.count(*) filter (where refers) as n from (${both}) b group by ${columns.map((_, i) => `k${i}`).join(', ')}
    having pg_catalog.count(*) filter (where not refers) operator(pg_catalog.=) 0`;
  return planning.rows?.count(`select coalesce(pg_catalog.sum(n), 0) from (${orphans}) o`);
}
