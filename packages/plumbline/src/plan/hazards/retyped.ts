import { type ColumnObject, objectOf, objectsOf, quoted } from '../../canonical/index.ts';
import { asText, literal } from '../../sql/index.ts';
import { isReplaced, rowsWith } from '../ask/enum-values.ts';
import { changesLength, type Retyping } from '../conversions.ts';
import { countValues, countWhere, rowsIn, type Situation } from '../situation.ts';
import type { Hazard } from '../step.ts';
import type { ObjectHazard } from './object-hazard.ts';
import { cannotTell, takesAll, tooLong } from './older.ts';

/** Values that a new type refuses, cuts or rounds, and values that an enum loses. */
export async function changedValues(situation: Situation): Promise<ObjectHazard[]> {
  const found: ObjectHazard[] = [];
  for (const retyping of situation.retypings.values()) found.push(...(await weigh(situation, retyping)));
  for (const after of objectsOf(situation.to, 'enum')) {
    const before = objectOf(situation.from, 'enum', after.id);
    if (!before) continue;
    for (const lost of before.facts.labels.filter(label => !after.facts.labels.includes(label))) {
      const rows = await rowsWith(situation, before, lost);
      if (rows === 0) continue;
      const called = situation.valueBefore(before, lost);
      const replaced = isReplaced(situation, before, lost);
      const what = replaced
        ? `value ${literal(called)} of enum ${after.qualifiedName} is replaced in ${rowsIn(rows)}`
        : `the change fails if a row holds ${literal(called)} of enum ${after.qualifiedName}`;
      found.push({
        object: after.id,
        hazard: { kind: replaced ? 'data-loss' : 'may-fail', id: 'lost-enum-value', message: what },
      });
    }
  }
  return found;
}

async function weigh(situation: Situation, retyping: Retyping): Promise<ObjectHazard[]> {
  const { before, after, conversion, decided, alters, drops, restores, depends } = retyping;
  const table = before.parent.id;
  const values = await countValues(situation, before);
  if (values === 0 || after.facts.generated !== null) return [];
  const path = after.qualifiedName;
  const change = `${path} from ${before.facts.type} to ${after.facts.type}`;
  const on = (kind: Hazard['kind'], id: string, message: string): ObjectHazard => ({
    object: after.id,
    hazard: { kind, id, message },
  });
  if (drops) {
    const kept = conversion?.using === 'null' ? '' : `: ${conversion?.using} keeps nothing of them`;
    return [on('data-loss', 'drop-values', `the values of ${path} in ${rowsIn(values)} are dropped${kept}`)];
  }
  if (conversion === undefined) return [];
  if (!restores)
    return [
      on(
        'data-loss',
        'values-not-restored',
        `values of ${path} in ${rowsIn(values)} come back as others: ${conversion.using ?? `a cast to ${after.facts.type}`} does not undo what was decided`,
      ),
    ];
  const styled = depends.zone
    ? [on('note', 'session-zone', `changing ${change} reads the values in the time zone of the session that runs it`)]
    : depends.style
      ? [
          on(
            'note',
            'session-style',
            `changing ${change} depends on DateStyle or IntervalStyle of the session that runs it`,
          ),
        ]
      : [];
  if (decided)
    return [
      ...styled,
      ...(await merged(situation, retyping)).map(message => on('data-loss', 'merged-values', message)),
      on(
        'may-fail',
        'decided-conversion',
        `changing ${change} fails where ${conversion.using} does, on the values of ${rowsIn(values)}`,
      ),
    ];
  if (changesLength(before, after))
    return [on('may-fail', 'vector-length', `changing ${change} fails on a value of another length`)];
  // a text has other forms of one value
  const isCut = alters && before.details.category !== 'S' && after.details.enum === null;
  const cuts = (rows: number | undefined): ObjectHazard =>
    on('data-loss', 'altered-values', `changing ${change} cuts or rounds the values of ${rowsIn(rows)}`);
  if (values === undefined)
    return [
      ...styled,
      ...(isCut ? [cuts(undefined)] : []),
      ...(!isCut && narrows(before, after)
        ? [on('may-fail', 'narrowed', `changing ${change} fails on, or cuts, a value that does not fit`)]
        : []),
    ];
  const isRefused = await refusal(situation, before, after);
  const refused =
    isRefused === undefined
      ? undefined
      : await countWhere(situation, table, `${before.quotedName} is not null and ${isRefused}`);
  const altered = isRefused === undefined ? undefined : await countAltered(situation, retyping, isRefused);
  return [
    ...styled,
    ...(refused
      ? [
          on(
            'may-fail',
            'refused-values',
            `changing ${change} fails on the values of ${rowsIn(refused)}, which do not fit`,
          ),
        ]
      : []),
    ...((isRefused === undefined || refused) && narrows(before, after)
      ? [on('data-loss', 'narrowed', `${path} becomes too narrow for the values of ${rowsIn(refused)}`)]
      : []),
    ...(altered || (altered === undefined && isCut) ? [cuts(altered)] : []),
    ...(refused === undefined
      ? [on('may-fail', 'refused-values', `changing ${change} fails on a value that does not fit`)]
      : []),
  ];
}

/** Values that differ, and that a person's expression makes one of: those that rows show, or that may be there. */
async function merged(situation: Situation, retyping: Retyping): Promise<string[]> {
  const { after, conversion, merges } = retyping;
  const path = after.qualifiedName;
  const lost = await countMerged(situation, retyping);
  if (lost !== undefined && lost > 0)
    return [`${lost} ${lost === 1 ? 'value' : 'values'} of ${path} become the same as others`];
  if (!merges || (lost !== undefined && situation.rows?.conclusive)) return [];
  return [`values of ${path} that differ may become the same: ${conversion?.using} leaves a part of them out`];
}

/** How many values rows lose by becoming the same as others, where they are seen. */
async function countMerged(situation: Situation, { before, conversion }: Retyping): Promise<number | undefined> {
  const table = situation.rows?.has(before.id) ? situation.rows.table(before.parent.id) : undefined;
  if (table === undefined || conversion?.using === undefined) return undefined;
  const alias = `(select * from ${table}) ${quoted(before.parent.name)}`;
  const different = (expression: string): string =>
    `pg_catalog.count(distinct (${asText(expression)})) operator(pg_catalog.+) case when pg_catalog.count(*) operator(pg_catalog.>) pg_catalog.count(${expression}) then 1 else 0 end`;
  return situation.rows?.count(
    `select (${different(before.quotedName)}) operator(pg_catalog.-) (${different(conversion.using)}) from ${alias} where ${before.quotedName} is not null`,
  );
}

/**
 * The condition that PostgreSQL does not take a value for the new type. Version 16 and newer can tell; an older one only
 * that it does not take all of them, and then there is no condition.
 */
async function refusal(situation: Situation, before: ColumnObject, after: ColumnObject): Promise<string | undefined> {
  const { quotedName, details } = before;
  const enumeration = objectOf(situation.to, 'enum', after.details.enum?.id);
  if (enumeration) {
    const labels = enumeration.facts.labels.map(literal).join(', ');
    return details.array
      ? `exists (select from pg_catalog.unnest((${textOf(before)})::pg_catalog.text[]) v where v operator(pg_catalog.<>) all (array[${labels}]))`
      : `(${textOf(before)}) operator(pg_catalog.<>) all (array[${labels}])`;
  }
  // between kinds of values there is a function, which takes what it takes; otherwise the value's text is read
  const readsText = details.category === 'S' || details.enum !== null || details.category === after.details.category;
  // the text of a sparse vector counts what it leaves out
  const sparse = [before, after].filter(column => column.details.baseType === 'sparsevec').length === 1;
  if (!readsText || sparse) return 'false';
  const text =
    isWhole(after) && details.category === 'N'
      ? `pg_catalog.round(${quotedName}::numeric)::pg_catalog.text`
      : textOf(before);
  const type = after.facts.type;
  if (!(await cannotTell(situation))) return `not pg_catalog.pg_input_is_valid(${text}, ${literal(type)})`;
  return tooLong(text, after) ?? ((await takesAll(situation, before, text, type)) ? 'false' : undefined);
}

/** Types that somebody made may have casts that somebody made. */
const textOf = ({ quotedName, details }: ColumnObject): string =>
  details.enum !== null || ['C', 'E', 'R'].includes(details.category)
    ? asText(quotedName)
    : `${quotedName}::pg_catalog.text`;

const isWhole = ({ details }: ColumnObject): boolean => ['smallint', 'integer', 'bigint'].includes(details.baseType);

/** Rows whose value is taken, and is not the same after the way there and back. */
async function countAltered(
  situation: Situation,
  { before, after, alters }: Retyping,
  isRefused: string,
): Promise<number | undefined> {
  const mayAlter = before.details.category === after.details.category || (alters && before.details.category !== 'S');
  if (after.details.enum !== null || !mayAlter) return 0;
  const { quotedName, facts } = before;
  const back = `((${quotedName}::${after.facts.type})::${facts.type})`;
  const where = (differs: string): Promise<number | undefined> =>
    countWhere(
      situation,
      before.parent.id,
      `${quotedName} is not null and case when ${isRefused} then false else ${differs} end`,
    );
  // a type that PostgreSQL does not compare by itself is compared by its text
  return (
    (await where(`not (${back} operator(pg_catalog.=) ${quotedName})`)) ??
    where(`(${asText(back)}) operator(pg_catalog.<>) (${asText(quotedName)})`)
  );
}

/** The sizes of number types, by which PostgreSQL widens them without asking. */
const WIDTH: Record<string, number> = {
  smallint: 2,
  integer: 4,
  bigint: 8,
  real: 4.5,
  'double precision': 9,
  numeric: 100,
};

function narrows(before: ColumnObject, after: ColumnObject): boolean {
  const [a, b] = [before.details, after.details];
  if (a.baseType === b.baseType) return b.modifier !== -1 && (a.modifier === -1 || b.modifier < a.modifier);
  const [wide, narrow] = [WIDTH[a.baseType], WIDTH[b.baseType]];
  if (wide !== undefined && narrow !== undefined) return narrow < wide;
  return a.category !== b.category ? b.category !== 'S' : b.modifier !== -1;
}
