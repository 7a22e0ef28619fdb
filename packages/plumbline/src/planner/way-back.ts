import type { ColumnObject, Conversion } from '../objects/index.ts';
import type { Shadow } from '../shadow/index.ts';
import { expressionTree, literal, zoneOf } from '../sql/index.ts';
import { outcomesOf, settingsThatMatter } from './outcomes.ts';

/** Conversions that name a time zone. Which of them fits is tried. */
export const inZone = ({ quotedName, facts }: ColumnObject, zone: string): string[] =>
  [`${quotedName} at time zone ${literal(zone)}`, `${quotedName}::timestamp at time zone ${literal(zone)}`].flatMap(
    value => [value, `(${value})::${facts.type}`],
  );

/** The ways that PostgreSQL may have from one type to another, the one that keeps most first. */
function candidates(before: ColumnObject, after: ColumnObject): string[] {
  const { quotedName, facts } = after;
  // an enum that is made anew has another name while its values are converted: only their texts are the same
  const text = before.details.userType !== null && after.details.userType !== null ? '::text' : '';
  const isJson = ({ details }: ColumnObject): boolean => ['json', 'jsonb'].includes(details.baseType);
  return [
    ...(isJson(after) ? [`to_${after.details.baseType}(${quotedName})`] : []),
    `${quotedName}${text}::${facts.type}`,
    ...(isJson(before) ? [`(${quotedName} #>> '{}')::${facts.type}`] : []),
    ...(after.details.array && !before.details.array ? [`array[${quotedName}${text}]::${facts.type}`] : []),
    ...(before.details.array && !after.details.array ? [`(${quotedName})[1]${text}::${facts.type}`] : []),
    `${quotedName}::text::${facts.type}`,
  ];
}

/**
 * The way back of a conversion: the one that gives back most of the values that went there, and otherwise the first that
 * PostgreSQL takes a value for. Nothing where it has none: a value would have to be made up. Where the way there named a
 * time zone, the way back names the same.
 *
 * @param before the column as it is, with the type that goes
 * @param after the column as it was, with the type that comes back
 * @param forward the expression that made the values, where somebody wrote one
 * @param own what PostgreSQL does between the two types by itself: it comes first where nothing keeps more
 */
export async function wayBack(
  shadow: Shadow,
  { before, after }: { before: ColumnObject; after: ColumnObject },
  forward: string | undefined,
  own: Conversion | undefined,
): Promise<Conversion | undefined> {
  const [old, now] = [after.facts.type, before.facts.type];
  const zone = forward === undefined ? undefined : zoneOf(await expressionTree(forward));
  let best: { conversion: Conversion; right: number } | undefined;
  const weigh = async (using?: string): Promise<void> => {
    const back = await outcomesOf(shadow, before, { using, type: old });
    if (!back.some(({ result }) => result !== null)) return;
    const there = { as: old, using: forward, type: now, next: { using, type: old } };
    const right = (await outcomesOf(shadow, before, there)).filter(({ value, result }) => value === result).length;
    if (best === undefined || right > best.right) best = { conversion: using === undefined ? {} : { using }, right };
  };
  for (const using of zone === undefined ? [] : inZone(after, zone)) {
    if (!(await settingsThatMatter(shadow, before, { using, type: old })).zone) await weigh(using);
  }
  if (best === undefined)
    for (const using of [...(own ? [own.using] : []), ...candidates(before, after)]) await weigh(using);
  return best?.conversion;
}

/**
 * Whether a way back undoes what somebody's expression made, as far as the type that goes tells values apart: what it
 * gives back becomes the same value again. What cannot be tried, as an expression over other columns, does not.
 *
 * @param forward the expression that made the values
 * @param using the way back; PostgreSQL converts by itself where it is absent
 */
export async function undoes(
  shadow: Shadow,
  { before, after }: { before: ColumnObject; after: ColumnObject },
  forward: string,
  { using }: Conversion,
): Promise<boolean> {
  const [old, now] = [after.facts.type, before.facts.type];
  const made = await outcomesOf(shadow, before, { as: old, using: forward, type: now });
  const texts = made.flatMap(({ result }) => result ?? []);
  if (texts.length === 0) return false;
  const again = await outcomesOf(shadow, before, { using, type: old, next: { using: forward, type: now }, texts });
  return again.length > 0 && again.every(({ value, result }) => value === result);
}
