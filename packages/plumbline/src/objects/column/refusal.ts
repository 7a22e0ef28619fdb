import { asText, literal } from '../../sql/index.ts';
import { isEnumerated } from '../enum/statements.ts';
import { type ColumnObject, objectOf } from '../model.ts';
import { countValues, countWhere, type PlanningContext } from '../planning-context.ts';
import { cannotCheck, takesAll, tooLong } from './older.ts';
import type { Retyping } from './retyping.ts';

/** Values that are there and that PostgreSQL's own conversion refuses; it says how many where it can tell them apart. */
export interface Refused {
  rows: number | undefined;
}

/** What rows show of it: nothing where none is refused, or nobody can tell. */
export async function refusedValues(
  planning: PlanningContext,
  { before, after, conversion }: Retyping,
): Promise<Refused | undefined> {
  if (!(await countValues(planning, before))) return undefined;
  const isRefused = await refusal(planning, before, after);
  const count = (condition: string): Promise<number | undefined> =>
    countWhere(planning, before.parent.id, `${before.quotedName} is not null and ${condition}`);
  const canCheck = isRefused !== undefined && isRefused !== 'false';
  const rows = canCheck ? await count(isRefused) : undefined;
  if (canCheck && !rows) return undefined;
  if (isEnumerated(after) || tooLong('', after) !== undefined) return rows ? { rows } : undefined;
  // a type that comes with the change says nothing of the rows
  const type = `select pg_catalog.to_regtype(${literal(after.facts.type)})`;
  if ((await planning.rows?.text(type)) === undefined) return undefined;
  // a value whose text is refused may have a cast of its own: what it makes of all of them is the last word
  const made = conversion?.using ?? `${before.quotedName}::${after.facts.type}`;
  return (await count(`(${made}) is distinct from null`)) === undefined ? { rows } : undefined;
}

/**
 * The condition that PostgreSQL does not take a value for the new type. Version 16 and newer can tell; an older one only
 * that it does not take all of them, and then there is no condition.
 */
export async function refusal(
  planning: PlanningContext,
  before: ColumnObject,
  after: ColumnObject,
): Promise<string | undefined> {
  const { quotedName, details } = before;
  const enumeration = objectOf(planning.to, 'enum', after.details.userType?.id);
  if (enumeration) {
    const labels = enumeration.facts.labels.map(literal).join(', ');
    return details.array
      ? `exists (select from pg_catalog.unnest((${textOf(before)})::pg_catalog.text[]) v where v operator(pg_catalog.<>) all (array[${labels}]))`
      : `(${textOf(before)}) operator(pg_catalog.<>) all (array[${labels}])`;
  }
  // between kinds of values there is a function, which takes what it takes; otherwise the value's text is read
  const readsText = details.category === 'S' || isEnumerated(before) || details.category === after.details.category;
  // the text of a sparse vector counts what it leaves out
  const sparse = [before, after].filter(column => column.details.baseType === 'sparsevec').length === 1;
  if (!readsText || sparse) return 'false';
  const text =
    isWhole(after) && details.category === 'N'
      ? `pg_catalog.round(${quotedName}::numeric)::pg_catalog.text`
      : textOf(before);
  const type = after.facts.type;
  if (!(await cannotCheck(planning))) return `not pg_catalog.pg_input_is_valid(${text}, ${literal(type)})`;
  return tooLong(text, after) ?? ((await takesAll(planning, before, text, type)) ? 'false' : undefined);
}

/** Types that somebody made may have casts that somebody made. */
const textOf = ({ quotedName, details }: ColumnObject): string =>
  details.userType !== null || ['C', 'E', 'R'].includes(details.category)
    ? asText(quotedName)
    : `${quotedName}::pg_catalog.text`;

const isWhole = ({ details }: ColumnObject): boolean => ['smallint', 'integer', 'bigint'].includes(details.baseType);
