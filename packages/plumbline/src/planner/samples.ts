/** Numbers of rows that can have values of their own. */
const ROWS = Array.from({ length: 8 }, (_, i) => i);
const dates = ROWS.map(row => `2024-0${row + 1}-01`);
const times = dates.map((date, row) => `${date} ${10 + row}:30:00`);
const spans = (bounds: readonly string[]): string[] => bounds.slice(1).map((to, i) => `[${bounds[i]},${to})`);

/** Texts that PostgreSQL takes for a value, by the type's name without its modifier; different ones where rows may have to differ. */
export const SAMPLES: Record<string, string[]> = {
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
  SAMPLES[`${base}multirange`] = (SAMPLES[`${base}range`] ?? []).map(one => `{${one}}`);

/** Texts and numbers, by PostgreSQL's category of their types: of a length that a conversion may cut, and short ones. */
export const DIFFERING: Record<string, string[]> = {
  S: [1, 4, 12, 70, 300].map(times => 'a'.repeat(times)).concat('Plumb-line 12, no. 3', '42', '1.25'),
  N: ['7', '42', '1234', '1234567', '1.25', '1234.5678', '-42', '-1.25'],
  D: ['1999-12-31 23:58:01.25'],
  I: ['192.168.1.20/24'],
};

/** In longer texts the places at either end are enough. */
const POSITIONS = 24;

/** The text with another digit or letter in one place, for each place: a type takes of them what it takes. */
export function differentInOnePlace(text: string): string[] {
  const positions = Array.from(text, (_, at) => at).filter(at => at < POSITIONS || at >= text.length - POSITIONS);
  return positions.flatMap(at =>
    otherThan(text.charAt(at)).map(other => text.slice(0, at) + other + text.slice(at + 1)),
  );
}

function otherThan(one: string): string[] {
  if (one >= '0' && one <= '9') return [one === '9' ? '8' : String(Number(one) + 1)];
  if (one.toUpperCase() === one.toLowerCase()) return [];
  return [one === one.toUpperCase() ? one.toLowerCase() : one.toUpperCase(), one === 'b' ? 'c' : 'b'];
}
