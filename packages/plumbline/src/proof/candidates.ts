import type { ColumnObject } from '../canonical/index.ts';
import type { Domain } from './domains.ts';

/** Numbers of rows that can have values of their own. */
const ROWS = Array.from({ length: 8 }, (_, i) => i);
/** The longest text that a number in a check asks for. */
const LONG = 300;

const TEXTS = [
  ...['a', 'b c', 'A', 'ABC', 'abc', 'a1', 'a-b', 'a_b', '12345', '#ffffff', '+4915112345678', 'en', 'en-US'],
  ...['ab@example.com', 'https://example.com/', '/a', '1', '2024-01-01', '{}', 'x'.repeat(40), 'x'.repeat(64), ''],
];
const NUMBERS = ['0', '7', '10', '100', '-1', '0.5', '1000', '2024'];
/** For the elements of arrays, whose category says that they are arrays. */
const NUMERIC = new Set(['smallint', 'integer', 'bigint', 'numeric', 'real', 'double precision']);
const dates = ROWS.map(row => `2024-0${row + 1}-01`);
const times = dates.map((date, row) => `${date} ${10 + row}:30:00`);
const spans = (points: readonly string[]): string[] => points.slice(1).map((to, i) => `[${points[i]},${to})`);

/** Texts that PostgreSQL may take for a value, by the type's name without its modifier. */
const BY_TYPE: Record<string, string[]> = {
  boolean: ['true', 'false'],
  uuid: ROWS.map(row => `${String(row).repeat(8)}-0000-4000-8000-00000000000${row}`),
  json: ['{}', '{"a": 1}', '[]', '"x"', '1'],
  jsonb: ['{}', '{"a": 1}', '[]', '"x"', '1'],
  jsonpath: ['$.a', '$.b'],
  xml: ['<a/>', '<b/>'],
  bytea: ROWS.map(row => `\\x0${row}`),
  inet: ROWS.map(row => `10.0.0.${row + 1}`),
  cidr: ROWS.map(row => `10.${row}.0.0/16`),
  macaddr: ROWS.map(row => `08:00:2b:01:02:0${row}`),
  macaddr8: ROWS.map(row => `08:00:2b:01:02:03:04:0${row}`),
  date: dates,
  interval: ['1 day', '2 hours', '1 month', '90 minutes'],
  tsvector: ['a b', 'c'],
  tsquery: ['a & b', 'c'],
  point: ROWS.map(row => `(${row},1)`),
  line: ['{1,2,3}'],
  lseg: ['[(0,0),(1,1)]'],
  box: ROWS.map(row => `(${row * 2 + 1},1),(${row * 2},0)`),
  path: ['((0,0),(1,1))'],
  polygon: ['((0,0),(1,1),(1,0))'],
  circle: ROWS.map(row => `<(${row},0),1>`),
  money: ROWS.map(row => `${row + 1}.00`),
  pg_lsn: ROWS.map(row => `0/${row + 1}`),
  hstore: ROWS.map(row => `"a"=>"${row}"`),
  ltree: ROWS.map(row => `a.b${row}`),
  'bit varying': ['101', '0', '1'],
  'time without time zone': ROWS.map(row => `${10 + row}:00`),
  'time with time zone': ROWS.map(row => `${10 + row}:00+00`),
  'timestamp without time zone': times,
  'timestamp with time zone': times.map(time => `${time}+00`),
  int4range: spans(ROWS.map(row => String(row * 10))),
  int8range: spans(ROWS.map(row => String(row * 10))),
  numrange: spans(ROWS.map(row => String(row * 10))),
  daterange: spans(dates),
  tsrange: spans(times.map(time => `"${time}"`)),
  tstzrange: spans(times.map(time => `"${time}+00"`)),
};
for (const base of ['int4', 'int8', 'num', 'date', 'ts', 'tstz'])
  BY_TYPE[`${base}multirange`] = (BY_TYPE[`${base}range`] as string[]).map(one => `{${one}}`);

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
  const known = BY_TYPE[type];
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
