import { type Catalog, type ColumnObject, objectOf, objectsOf } from '../canonical/index.ts';
import { findObject } from '../diff/renames.ts';
import type { Shadow } from '../shadow/index.ts';
import type { Conversion } from './generator.ts';
import { neutralValue } from './neutral.ts';

/** A column whose type changes, and how its values follow. `conversion` is absent where somebody has to say. */
export interface Retyping {
  before: ColumnObject;
  after: ColumnObject;
  conversion: Conversion | undefined;
  /** A person said so. */
  decided: boolean;
  /** An expression that may be what is meant, where nothing is said. */
  suggestion?: string;
}

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
    const pair = JSON.stringify([before.facts.type, after.facts.type, after.sql]);
    const own =
      using === undefined ? (found.get(pair) ?? (await find(shadow, from, before, after))) : { conversion: { using } };
    if (using === undefined) found.set(pair, own);
    result.set(after.id, { before, after, decided: using !== undefined, ...own });
  }
  return result;
}

type Found = Pick<Retyping, 'conversion' | 'suggestion'>;

/** The first way from one type to the other that PostgreSQL takes. What leaves something out is only a suggestion. */
async function find(shadow: Shadow, from: Catalog, before: ColumnObject, after: ColumnObject): Promise<Found> {
  const works = (using?: string): Promise<boolean> => isPossible(shadow, from, before, after, using);
  const { sql, facts, details } = after;
  if (facts.generated !== null) return { conversion: {} };
  if (before.details.array !== details.array && details.category !== 'U') {
    // a type that is made anew has another name while its values are converted
    const text = before.details.enum !== null && details.enum !== null ? '::text' : '';
    const suggestion = details.array ? `array[${sql}${text}]::${facts.type}` : `(${sql})[1]${text}::${facts.type}`;
    return (await works(suggestion)) ? { conversion: undefined, suggestion } : { conversion: undefined };
  }
  if (await works()) return { conversion: {} };
  // PostgreSQL has no cast from one enum to another but by the text of the value
  const viaText = `${sql}::text${details.array ? '[]' : ''}::${facts.type}`;
  const ways = [`${sql}::${facts.type}`, ...(before.details.enum !== null && details.enum !== null ? [viaText] : [])];
  for (const using of ways) if (await works(using)) return { conversion: { using } };
  return { conversion: undefined };
}

/** Whether PostgreSQL converts a column in this way, tried on a table without rows. */
async function isPossible(
  shadow: Shadow,
  from: Catalog,
  before: ColumnObject,
  { sql, facts, details }: ColumnObject,
  using: string | undefined,
): Promise<boolean> {
  // an enum that comes with the same change is not there yet
  const isNew = details.enum !== null && !from.objects.has(details.enum);
  const type = isNew ? `pg_temp.plumbline_enum${details.array ? '[]' : ''}` : (facts.type as string);
  const expression = using?.endsWith(`::${facts.type}`)
    ? `${using.slice(0, -(facts.type as string).length)}${type}`
    : using;
  const refusal = await shadow.refusal([
    ...(isNew ? [`create type pg_temp.plumbline_enum as enum ('value')`] : []),
    `create temporary table plumbline_cast (${sql} ${before.facts.type})`,
    `alter table plumbline_cast alter column ${sql} type ${type}${expression === undefined ? '' : ` using ${expression}`}`,
  ]);
  return refusal === undefined;
}

/** Where nobody is asked about values that no conversion keeps, the shape is kept and they are not. */
export async function settle(shadow: Shadow, to: Catalog, retyping: Retyping): Promise<void> {
  const { before, after, conversion, suggestion } = retyping;
  if (conversion && !changesLength(before, after)) return;
  const nothing = after.facts.notNull === null ? undefined : await neutralValue(shadow, to, after);
  retyping.conversion = { using: suggestion ?? nothing ?? `null::${after.facts.type}` };
}

/** Types whose values have as many elements as the type says: no value fits another length. */
const VECTORS = new Set(['vector', 'halfvec', 'sparsevec', 'bit']);

export const changesLength = (before: ColumnObject, after: ColumnObject): boolean =>
  VECTORS.has(before.details.baseType) &&
  VECTORS.has(after.details.baseType) &&
  after.details.modifier !== -1 &&
  before.details.modifier !== after.details.modifier;
