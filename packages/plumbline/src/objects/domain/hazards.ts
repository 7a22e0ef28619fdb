import type { ObjectId } from '../../catalog/index.ts';
import type { Change } from '../contract.ts';
import type { Hazard } from '../hazard.ts';
import { type ColumnObject, type ObjectOf, objectOf, objectsOf } from '../model.ts';
import { countValues, countWhere, type PlanningContext, rowsIn } from '../planning-context.ts';
import { mayFail } from '../rules.ts';

type Domain = ObjectOf<'domain'>;

/** What a change of a domain does to the values of the columns that have it, or what they do to it. */
export async function hazards({ before, after }: Change<'domain'>, planning: PlanningContext): Promise<Hazard[]> {
  if (!after) return [];
  const found: Hazard[] = [];
  for (const column of before ? columnsOver(before, planning) : retypedTo(after, planning)) {
    const values = await countValues(planning, column);
    const where = `${column.qualifiedName} in ${rowsIn(values)}`;
    if (after.facts.notNull && !before?.facts.notNull) found.push(...(await nulls(after, column, planning)));
    if (values === 0) continue;
    if (before && before.facts.type !== after.facts.type && !isWider(before, after))
      found.push(...overOther(before, after, where));
    const known = new Set(before?.facts.checks.flatMap(one => (one.validated ? [one.definition] : [])));
    for (const check of after.facts.checks)
      if (check.validated && !known.has(check.definition))
        found.push(
          mayFail(
            'broken-rule',
            `constraint ${check.name} of domain ${after.qualifiedName} is new for the values of ${where}`,
          ),
        );
  }
  return found;
}

/** The columns that stay with a domain, or with another one over it. */
function columnsOver({ id }: Domain, { from, to, retypings }: PlanningContext): ColumnObject[] {
  const isOver = (type: ObjectId | null): boolean =>
    type !== null && (type.id === id || isOver(objectOf(from, 'domain', type.id)?.details.over ?? null));
  return objectsOf(from, 'column').filter(
    ({ id: column, details }) => isOver(details.userType) && to.objects.has(column) && !retypings.has(column),
  );
}

/** The columns that change their type to a domain which comes: no server can tell yet which values it takes. */
const retypedTo = ({ id }: Domain, { retypings }: PlanningContext): ColumnObject[] =>
  [...retypings.values()].flatMap(({ before, after }) => (after.details.userType?.id === id ? [before] : []));

/** Types that take every value of another one as it is. */
const WIDER: Record<string, readonly string[]> = {
  smallint: ['integer', 'bigint', 'numeric'],
  integer: ['bigint', 'numeric'],
  bigint: ['numeric'],
  real: ['double precision'],
  date: ['timestamp without time zone'],
};

const isWider = ({ facts: from, details }: Domain, { facts: to }: Domain): boolean =>
  (details.category === 'S' && to.type === 'text') || (WIDER[from.type] ?? []).includes(to.type);

async function nulls(domain: Domain, column: ColumnObject, planning: PlanningContext): Promise<Hazard[]> {
  const count = await countWhere(planning, column.parent.id, `${column.quotedName} is null`);
  if (count === 0) return [];
  const message = `domain ${domain.qualifiedName} takes no null any more: it fails while ${rowsIn(count)} have no value in ${column.qualifiedName}`;
  return [mayFail('nulls', message)];
}

/** Texts are refused where they do not fit; numbers and times may be rounded or cut without a word. */
function overOther({ facts: from, details }: Domain, { facts: to, qualifiedName }: Domain, where: string): Hazard[] {
  const change = `domain ${qualifiedName} from ${from.type} to ${to.type}`;
  return details.category === 'S'
    ? [mayFail('refused-values', `changing ${change} fails on a value of ${where} that does not fit`)]
    : [
        {
          kind: 'data-loss',
          id: 'altered-values',
          message: `changing ${change} may round or cut the values of ${where}`,
        },
      ];
}
