import type { ColumnObject, EnumObject } from '../canonical/index.ts';

const TEXTS = ['a', 'b c', 'ab@example.com', 'https://example.com/', '1', '2024-01-01', 'x'.repeat(40), '{}', ''];
const NUMBERS = ['1', '2', '0', '7', '100', '-1', '0.5'];
const TIMES = ['2024-01-01 00:00:00+00', '2025-06-30 12:30:00+00', '2030-12-31 23:59:59+00'];

/** Texts that PostgreSQL may take for a value, by the type's name without its modifier. */
const BY_TYPE: Record<string, string[]> = {
  boolean: ['true', 'false'],
  uuid: [
    '00000000-0000-4000-8000-00000000000',
    '11111111-1111-4111-8111-11111111111',
    '22222222-2222-4222-8222-22222222222',
  ],
  json: ['{}', '{"a": 1}', '[]', '"x"', '1'],
  jsonb: ['{}', '{"a": 1}', '[]', '"x"', '1'],
  bytea: ['\\x00', '\\xdeadbeef'],
  inet: ['10.0.0.1', '::1'],
  cidr: ['10.0.0.0/8'],
  date: ['2024-01-01', '2025-06-30', '2030-12-31'],
  interval: ['1 day', '2 hours'],
  tsvector: ['a b', 'c'],
  'time without time zone': ['12:00', '23:59:59'],
  'time with time zone': ['12:00+00'],
  'timestamp without time zone': TIMES,
  'timestamp with time zone': TIMES,
};

/**
 * Values that a column may take, as texts, the likeliest first.
 *
 * @param constants what the table's checks compare with
 * @param row makes the values of different rows differ, for columns that have to be unique
 */
export function candidates(
  column: ColumnObject,
  type: EnumObject | undefined,
  constants: readonly string[],
  row: number,
): string[] {
  const { baseType, array, modifier, category } = column.details;
  const one = type
    ? (JSON.parse(type.facts.labels ?? '[]') as string[])
    : scalars(baseType, modifier, category, constants, row);
  return array ? [...one.slice(0, 2).map(value => `{${JSON.stringify(value)}}`), '{}'] : one;
}

function scalars(
  type: string,
  modifier: number,
  category: string,
  constants: readonly string[],
  row: number,
): string[] {
  const texts = constants.filter(text => text !== '');
  const numbers = constants.filter(text => text !== '' && !Number.isNaN(Number(text))).map(Number);
  switch (type) {
    case 'vector':
    case 'halfvec':
      return [vector(modifier, row), vector(modifier, row + 1)];
    case 'sparsevec':
      return [`{1:${row + 1}}/${modifier}`];
    case 'bit':
      return [String(row % 2).padStart(Math.max(modifier, 1), '0')];
    case 'uuid':
      return (BY_TYPE.uuid as string[]).map(start => `${start}${row % 10}`);
    default:
  }
  const known = BY_TYPE[type];
  if (known) return [...texts, ...known];
  if (category === 'N')
    return [...numbers.flatMap(n => [n, n + 1, n - 1, n + row]).map(String), String(row + 1), ...NUMBERS];
  if (category === 'S') return [...texts, `row ${row}`, `r${row}`, ...TEXTS];
  if (category === 'D') return [...texts, ...TIMES];
  if (category === 'R') return ['empty'];
  return [...texts, String(row + 1), ...TEXTS];
}

const vector = (dimensions: number, row: number): string =>
  `[${Array.from({ length: Math.max(dimensions, 1) }, (_, i) => (i === row % Math.max(dimensions, 1) ? 1 : 0.25)).join(',')}]`;
