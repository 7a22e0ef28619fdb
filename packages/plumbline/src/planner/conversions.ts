import { findObject } from '../compare/index.ts';
import {
  type Catalog,
  type ColumnObject,
  type Conversion,
  changesLength,
  kindOf,
  makeExtension,
  objectOf,
  objectsOf,
  type Retyping,
} from '../objects/index.ts';
import { SQLSTATE } from '../problem/index.ts';
import type { Shadow } from '../shadow/index.ts';
import { expressionTree, readsColumn } from '../sql/index.ts';
import { mayRefuse } from './extremes.ts';
import { losesAll, losesSome, outcomesOf, settingsThatMatter } from './outcomes.ts';
import { placeholderValue } from './placeholder-value.ts';
import { inZone, undoes, wayBack } from './way-back.ts';

/** The columns whose types differ, each with its conversion. PostgreSQL is asked about casts on the shadow. */
export async function retypings(
  shadow: Shadow,
  from: Catalog,
  to: Catalog,
  decided: Readonly<Record<string, string>>,
): Promise<Map<string, Retyping>> {
  const said = new Map(Object.entries(decided).map(([path, using]) => [findObject(to, 'column', path).id, using]));
  const found = new Map<string, Found>();
  const result = new Map<string, Retyping>();
  for (const after of objectsOf(to, 'column')) {
    const before = objectOf(from, 'column', after.id);
    if (!before || (before.facts.type === after.facts.type && before.facts.collation === after.facts.collation))
      continue;
    const using = said.get(after.id);
    const pair = JSON.stringify([before.facts.type, after.facts.type, after.quotedName]);
    const own =
      using === undefined
        ? (found.get(pair) ?? (await weighed(shadow, { from, to, before, after })))
        : await examine(shadow, from, { before, after }, { using });
    if (using === undefined) found.set(pair, own);
    result.set(after.id, { before, after, decided: using !== undefined, restores: true, ...own });
  }
  return result;
}

type Found = Omit<Retyping, 'before' | 'after' | 'decided' | 'restores'>;
type Pair = Pick<Retyping, 'before' | 'after'>;
type Change = Pair & { from: Catalog; to: Catalog };

const UNKNOWN = {
  conversion: undefined,
  alters: false,
  refuses: true,
  drops: false,
  merges: false,
  depends: { zone: false, style: false },
  zoned: [],
};

async function weighed(shadow: Shadow, change: Change): Promise<Found> {
  const own = await find(shadow, change);
  return own.conversion ? { ...own, refuses: await mayRefuse(shadow, change, own.conversion) } : own;
}

/** The first way from one type to the other that PostgreSQL takes. What leaves something out is only a suggestion. */
async function find(shadow: Shadow, change: Change): Promise<Found> {
  const { from, before, after } = change;
  const works = (using?: string): Promise<boolean> => isPossible(shadow, change, using);
  const { quotedName, facts, details } = after;
  if (facts.generated !== null) return { ...UNKNOWN, conversion: {} };
  if (before.details.array !== details.array && details.category !== 'U') {
    // a type that is made anew has another name while its values are converted
    const text = before.details.userType !== null && details.userType !== null ? '::text' : '';
    const suggestion = details.array
      ? `array[${quotedName}${text}]::${facts.type}`
      : `(${quotedName})[1]${text}::${facts.type}`;
    return (await works(suggestion)) ? { ...UNKNOWN, suggestion } : UNKNOWN;
  }
  if (await works()) return examine(shadow, from, { before, after }, {});
  // PostgreSQL has no cast from one enum to another but by the text of the value
  const viaText = `${quotedName}::text${details.array ? '[]' : ''}::${facts.type}`;
  const ways = [
    `${quotedName}::${facts.type}`,
    ...(before.details.userType !== null && details.userType !== null ? [viaText] : []),
  ];
  for (const using of ways) if (await works(using)) return examine(shadow, from, { before, after }, { using });
  return UNKNOWN;
}

/** PostgreSQL's categories of types whose values no setting of a session changes: numbers, booleans, texts, enums, bits. */
const PLAIN = new Set(['N', 'B', 'S', 'E', 'V']);

/** What a conversion does to values, tried on the shadow. */
async function examine(shadow: Shadow, from: Catalog, pair: Pair, conversion: Conversion): Promise<Found> {
  const { before, after } = pair;
  const type = typeOn(from, after);
  const { using } = conversion;
  const trial = { using, type };
  const isPlain = [before, after].every(({ details }) => PLAIN.has(details.category));
  const depends = isPlain ? UNKNOWN.depends : await settingsThatMatter(shadow, before, trial);
  const back = {
    ...trial,
    next: { using: `${after.quotedName}::${before.facts.type}`, type: before.facts.type },
  };
  const outcomes = await outcomesOf(shadow, before, back);
  return {
    conversion,
    refuses: true,
    alters: outcomes.some(({ value, result }) => value !== result),
    drops: await dropsValues(shadow, from, pair, using),
    merges: using !== undefined && (await losesSome(shadow, before, trial)),
    depends,
    zoned: depends.zone ? await zonedConversions(shadow, before, type, after) : [],
  };
}

/** Whether nothing of a value is kept. */
async function dropsValues(shadow: Shadow, from: Catalog, { before, after }: Pair, using?: string): Promise<boolean> {
  if (using === undefined) return false;
  const name = { column: after.name, table: after.parent.name };
  if (!readsColumn(await expressionTree(using), name)) return true;
  return losesAll(shadow, before, { using, type: typeOn(from, after) });
}

/** Those of UTC that PostgreSQL takes and that give the same in every session. */
async function zonedConversions(
  shadow: Shadow,
  before: ColumnObject,
  type: string,
  after: ColumnObject,
): Promise<string[]> {
  for (const using of inZone(after, 'UTC')) {
    const outcomes = await outcomesOf(shadow, before, { using, type });
    if (outcomes.length > 0 && !(await settingsThatMatter(shadow, before, { using, type })).zone) return [using];
  }
  return [];
}

/** The type as the shadow has it: one that comes with the same change is not there yet, and its values are texts. */
const typeOn = (from: Catalog, { facts, details }: ColumnObject): string =>
  details.userType !== null && !from.objects.has(details.userType.id) ? 'text' : facts.type;

/** Whether PostgreSQL converts a column in this way, tried on a table without rows. */
async function isPossible(
  shadow: Shadow,
  { from, to, before, after }: Change,
  using: string | undefined,
): Promise<boolean> {
  const { quotedName, facts, details } = after;
  // a type that comes with the same change is not there yet
  const made = details.userType && !from.objects.has(details.userType.id) && to.objects.get(details.userType.id);
  const standIn = made ? kindOf(made).columnType?.standIn(made, 'pg_temp.plumbline_type') : undefined;
  const type = standIn === undefined ? facts.type : `pg_temp.plumbline_type${details.array ? '[]' : ''}`;
  const expression = using?.endsWith(`::${facts.type}`) ? `${using.slice(0, -facts.type.length)}${type}` : using;
  // an extension that comes with the same change may bring the type
  const extensions = objectsOf(to, 'extension').filter(({ id }) => !from.objects.has(id));
  const refusal = await shadow.refusal([
    ...extensions.flatMap(one => makeExtension(one, to)),
    ...(standIn === undefined ? [] : [standIn]),
    `create temporary table plumbline_cast (${quotedName} ${before.facts.type})`,
    `alter table plumbline_cast alter column ${quotedName} type ${type}${expression === undefined ? '' : ` using ${expression}`}`,
  ]);
  // a type that PostgreSQL does not know here says nothing of the values: that it is missing is told where it is used
  return refusal === undefined || refusal.code === SQLSTATE.undefinedObject;
}

/**
 * Where nobody is asked about values that PostgreSQL does not convert by itself: the way that keeps most of them, and
 * where there is none the shape without them.
 *
 * @param forward the expression that made the values that are there, where this is the way back of a decision
 */
export async function chooseConversion(
  shadow: Shadow,
  to: Catalog,
  retyping: Retyping,
  forward?: string,
): Promise<void> {
  const { before, after, conversion, suggestion } = retyping;
  const isFound = conversion !== undefined && !changesLength(before, after);
  if (after.facts.generated !== null || (isFound && forward === undefined)) return;
  const way = changesLength(before, after) ? undefined : await wayBack(shadow, retyping, forward, conversion);
  if (way !== undefined || isFound) {
    const back = way ?? (conversion as Conversion);
    retyping.conversion = back;
    if (forward === undefined) return;
    retyping.depends = await settingsThatMatter(shadow, before, { using: back.using, type: after.facts.type });
    retyping.restores = !retyping.depends.zone && (await undoes(shadow, retyping, forward, back));
    return;
  }
  const nothing = !after.facts.notNull ? undefined : await placeholderValue(shadow, to, after);
  retyping.conversion = { using: suggestion ?? nothing ?? `null::${after.facts.type}` };
  retyping.drops = suggestion === undefined;
}
