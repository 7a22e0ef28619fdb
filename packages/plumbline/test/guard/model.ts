import fc from 'fast-check';

/** A kind of column: its type, and values of it that differ from each other. */
interface Kind {
  type: string;
  values: string[];
  /** Types that it may become, and the conversions that somebody may write for it: `c` stands for the column. */
  becomes: { type: string; by: (string | undefined)[] }[];
}

const NOTHING = [
  ...['null', 'NULL', '(null)', '( NULL )', 'case when true then null end', 'nullif(c, c)', 'coalesce(null, null)'],
  ...['case when c is null then null end', 'case when false then c end'],
];

/** Values are written as SQL; each kind has some that a narrower type cuts, merges or refuses. */
export const KINDS: Record<string, Kind> = {
  int: {
    type: 'integer',
    values: ['1', '2', '70000', '-5', '41'],
    becomes: [
      {
        type: 'bigint',
        by: [undefined, 'c', '"c"', 't.c', 'c * 0', 'c - c', 'c / 2', 'abs(c)', '0', `'7'`, 'other', ...NOTHING],
      },
      { type: 'uuid', by: [undefined, 'null::uuid', `'00000000-0000-0000-0000-000000000000'::uuid`, ...NOTHING] },
      { type: 'boolean', by: [undefined, 'true', 'c is not null'] },
      { type: 'text', by: [undefined, 'c::text', 'left(c::text, 1)', `''`, `'x' || c`, ...NOTHING] },
    ],
  },
  text: {
    type: 'text',
    values: [`'a'`, `'b c'`, `'Abc'`, `'abc'`, `''`, `'b d'`, `'12'`],
    becomes: [
      {
        type: 'varchar(9)',
        by: [undefined, 'c', 'left(c, 0)', 'left(c, 2)', 'lower(c)', 'split_part(c, $$ $$, 1)', `''`, ...NOTHING],
      },
      { type: 'jsonb', by: ['to_jsonb(c)', `'{}'`, 'null::jsonb', ...NOTHING] },
      { type: 'uuid', by: ['null::uuid', 'md5(c)::uuid', 'gen_random_uuid()'] },
    ],
  },
  numeric: {
    type: 'numeric(10,4)',
    values: ['1.0001', '1.0002', '2.5', '-3', '0'],
    becomes: [
      { type: 'numeric(10,2)', by: [undefined] },
      { type: 'integer', by: [undefined, '0', 'floor(0 * c)', 'trunc(c)', 'round(c / 10)'] },
      { type: 'numeric(12,4)', by: [undefined, 'c', 'c * 0'] },
    ],
  },
  timestamp: {
    type: 'timestamp',
    values: [`'2024-01-01 00:30'`, `'2024-01-01 12:00:00.25'`, `'2024-07-01 23:59'`, `'2024-07-01 23:58'`],
    becomes: [
      { type: 'timestamptz', by: [undefined, `c at time zone 'UTC'`, 'now()', ...NOTHING] },
      { type: 'date', by: [undefined, 'current_date', 'c::date'] },
      { type: 'timestamp(0)', by: [undefined, `date_trunc('hour', c)`] },
    ],
  },
  tags: {
    type: 'text[]',
    values: [`'{a,b}'`, `'{a,c}'`, `'{}'`, `'{d}'`],
    becomes: [
      { type: 'text', by: [undefined, "array_to_string(c, ',')", 'c[1]', 'array_length(c, 1)::text', ...NOTHING] },
      { type: 'jsonb', by: ['to_jsonb(c)', `'[]'`, 'null'] },
    ],
  },
  mood: {
    type: 'mood',
    values: [`'low'`, `'mid'`, `'high'`, `'odd'`],
    becomes: [{ type: 'text', by: [undefined, `''`, ...NOTHING] }],
  },
};

export type Fate =
  | { does: 'stay' | 'drop' | 'compute' }
  | { does: 'rename'; said: boolean }
  | { does: 'retype'; to: number; by: number; required: boolean };

export interface Column {
  kind: string;
  fate: Fate;
}

export interface Table {
  columns: Column[];
  fate: 'stay' | 'drop' | 'rename';
  rows: number;
  /** Whether its policies hide all rows from its owner. */
  secured: boolean;
  /** Its name and its columns' need quotes. */
  odd: boolean;
}

export interface Model {
  tables: Table[];
  /** Values of the enum that go, and whether others come. */
  lostLabel: boolean;
  newLabel: boolean;
  /** What the planner sees: nothing at all, empty tables, or tables whose rows are hidden by policies. */
  sees: 'nothing' | 'empty' | 'policies';
  online: boolean;
}

const fate: fc.Arbitrary<Fate> = fc.oneof(
  { weight: 2, arbitrary: fc.constant({ does: 'stay' as const }) },
  { weight: 2, arbitrary: fc.constant({ does: 'drop' as const }) },
  { weight: 1, arbitrary: fc.constant({ does: 'compute' as const }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('rename' as const), said: fc.boolean() }) },
  {
    weight: 6,
    arbitrary: fc.record({
      does: fc.constant('retype' as const),
      to: fc.nat({ max: 20 }),
      by: fc.nat({ max: 40 }),
      required: fc.boolean(),
    }),
  },
);

export const model: fc.Arbitrary<Model> = fc.record({
  tables: fc.array(
    fc.record({
      columns: fc.array(fc.record({ kind: fc.constantFrom(...Object.keys(KINDS)), fate }), {
        minLength: 1,
        maxLength: 3,
      }),
      fate: fc.constantFrom(
        'stay' as const,
        'stay' as const,
        'stay' as const,
        'stay' as const,
        'drop' as const,
        'rename' as const,
      ),
      rows: fc.integer({ min: 2, max: 4 }),
      secured: fc.boolean(),
      odd: fc.boolean(),
    }),
    { minLength: 1, maxLength: 2 },
  ),
  lostLabel: fc.boolean(),
  newLabel: fc.boolean(),
  sees: fc.constantFrom('nothing' as const, 'empty' as const, 'policies' as const),
  online: fc.boolean(),
});
