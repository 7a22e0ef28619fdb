import type { ColumnObject } from '../objects/index.ts';
import { SAMPLES } from '../planner/index.ts';
import type { Domain } from './domains.ts';

/** Numbers of rows that can have values of their own. */
const ROWS = Array.from({ length: 8 }, (_, i) => i);
const { date: dates = [], 'timestamp without time zone': times = [] } = SAMPLES;
/** The longest text that a number in a check asks for. */
const LONG = 300;

const TEXTS = [
  ...['a', 'b c', 'A', 'ABC', 'abc', 'a1', 'a-b', 'a_b', '12345', '#ffffff', '+4915112345678', 'en', 'en-US'],
  ...['ab@example.com', 'https://example.com/', '/a', '1', '2024-01-01', '{}', 'x'.repeat(40), 'x'.repeat(64), ''],
];
const NUMBERS = ['0', '7', '10', '100', '-1', '0.5', '1000', '2024'];
/** For the elements of arrays, whose category says that they are arrays. */
const NUMERIC = new Set(['smallint', 'integer', 'bigint', 'numeric', 'real', 'double precision']);

/**
 * Values that a column may take, as texts, the likeliest first, and different ones in a row.
 *
 * @param labels of an enum
 * @param literals what checks compare the column with
 */
export function candidates(
  { details: { baseType, modifier, category, array } }: ColumnObject,
  labels: readonly string[] | undefined,
  literals: readonly string[],
  domains: ReadonlyMap<string, Domain>,
): string[] {
  const domain = domains.get(baseType);
  const own = domain
    ? scalars(domain.baseType, domain.modifier, category, [...literals, ...domain.literals])
    : scalars(baseType, modifier, array ? '' : category, literals);
  const values = labels ?? (domain && domain.labels.length > 0 ? domain.labels : own);
  const some = labels ? values : values.slice(0, ROWS.length);
  return array ? [...some.map(value => `{${JSON.stringify(value)}}`), '{}'] : [...new Set(values)];
}

function scalars(type: string, modifier: number, category: string, literals: readonly string[]): string[] {
  const texts = literals.filter(text => text !== '');
  const numbers = texts.filter(text => !Number.isNaN(Number(text))).map(Number);
  const rows = ROWS.map(row => String(row + 1));
  switch (type) {
    case 'vector':
    case 'halfvec':
      return ROWS.map(row => vector(modifier, row));
    case 'sparsevec':
      return ROWS.map(row => `{1:${row + 1}}/${modifier}`);
    case 'bit':
      return ROWS.map(row => String(row % 2).padStart(Math.max(modifier, 1), '0'));
    default:
  }
  const known = SAMPLES[type];
  if (known) return [...texts, ...known];
  if (category === 'N' || NUMERIC.has(type))
    return [...numbers.flatMap(n => [n, n + 1, n - 1, n + 2, n + 3]).map(String), ...rows, ...NUMBERS];
  if (category === 'D') return [...texts, ...times, ...dates];
  const lengths = numbers.filter(n => n > 0 && n <= LONG).flatMap(n => [n, n + 1]);
  return [
    ...texts,
    // what a pattern lets pass may be the pattern without its marks
    ...texts.filter(text => /[%^$]/.test(text)).map(text => text.replaceAll(/[%^$]/g, '')),
    ...ROWS.map(row => shortened(`row ${row}`, type, modifier)),
    ...ROWS.map(row => shortened(`r${row}`, type, modifier)),
    ...lengths.flatMap(length => ['x', 'y', 'z'].map(letter => letter.repeat(length))),
    ...rows,
    ...TEXTS,
  ];
}

/** Without what the type has no room for; the last character tells the rows apart. */
function shortened(text: string, type: string, modifier: number): string {
  // PostgreSQL counts four bytes of its own
  const room = modifier > 4 && type.startsWith('character') ? modifier - 4 : text.length;
  return text.slice(-room);
}

const vector = (dimensions: number, row: number): string =>
  `[${Array.from({ length: Math.max(dimensions, 1) }, (_, i) => (i === row % Math.max(dimensions, 1) ? 1 : 0.25)).join(',')}]`;
