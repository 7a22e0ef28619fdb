/** What can be said about a column of a type: PostgreSQL refuses none of it. */
export interface Family {
  defaults: string[];
  /** Conditions on a column. */
  checks: ((column: string) => string)[];
  /** What a generated column computes from such a column, and its type. */
  derived: ((column: string) => { type: string; expression: string })[];
  /** Index methods, with the operator class where it has to be named. */
  methods: string[];
  /** Whether two values can be told apart and sorted, so that keys, unique rules and views can use them. */
  comparable: boolean;
}

const isNull = (column: string) => ({ type: 'boolean', expression: `${column} is null` });
const number: Family = {
  defaults: ['0', '1', '-5', '(2 + 3)'],
  checks: [
    c => `${c} > 0`,
    c => `${c} between -5 and 1000`,
    c => `${c} <> 5 or ${c} is null`,
    c => `${c} in (0, 1, 2)`,
  ],
  derived: [c => ({ type: 'numeric', expression: `${c}::numeric * 2` }), isNull],
  methods: ['btree', 'hash', 'brin'],
  comparable: true,
};
const text: Family = {
  defaults: [`''`, `'new'`, `'it''s'`, `'a\\b'`, `lower('X')`],
  checks: [c => `length(${c}) > 0`, c => `${c} in ('a', 'b')`, c => `${c} ~ '^[a-z]'`, c => `${c} <> ''`],
  derived: [
    c => ({ type: 'text', expression: `lower(${c})` }),
    c => ({ type: 'integer', expression: `length(${c})` }),
    isNull,
  ],
  methods: ['btree', 'hash', 'brin'],
  comparable: true,
};
const time = (sql: string): Family => ({
  defaults: ['now()', `'2024-01-01'`],
  checks: [c => `${c} > '2000-01-01'`, c => `${c} is not null`],
  derived: [isNull],
  methods: ['btree', 'brin', 'hash'],
  comparable: sql !== 'interval',
});
const document: Family = {
  defaults: [`'{}'`, `'[]'`],
  checks: [c => `jsonb_typeof(${c}::jsonb) <> 'null'`],
  derived: [c => ({ type: 'text', expression: `${c} ->> 'a'` }), isNull],
  methods: [],
  comparable: false,
};
const array: Family = {
  defaults: [`'{}'`],
  checks: [c => `cardinality(${c}) < 5`],
  derived: [c => ({ type: 'integer', expression: `cardinality(${c})` }), isNull],
  methods: ['gin', 'btree'],
  comparable: true,
};
const dense = (operators: string): Family => ({
  defaults: [],
  checks: [c => `vector_norm(${c}::vector) >= 0`],
  derived: [isNull],
  methods: [`hnsw ${operators}_l2_ops`, `hnsw ${operators}_cosine_ops`, `ivfflat ${operators}_ip_ops`],
  comparable: false,
});
const plain = (defaults: string[], methods: string[] = ['btree', 'hash'], comparable = true): Family => ({
  defaults,
  checks: [c => `${c} is not null`],
  derived: [isNull],
  methods,
  comparable,
});

/** Types that every schema can use, by the words that PostgreSQL has for them. */
export const TYPES: Record<string, Family> = {
  integer: number,
  text,
  bigint: number,
  smallint: number,
  'numeric(10,2)': number,
  'double precision': number,
  'character varying(20)': text,
  'character varying(60)': text,
  'character(3)': { ...text, defaults: [`''`, `'new'`] },
  boolean: plain(['true', 'false']),
  date: time('date'),
  'timestamp with time zone': time('timestamptz'),
  'timestamp(3) without time zone': time('timestamp'),
  interval: plain([`'1 day'`]),
  uuid: plain(['gen_random_uuid()']),
  jsonb: { ...document, methods: ['gin', 'gin jsonb_path_ops'] },
  json: document,
  bytea: plain([`'\\xdead'`]),
  inet: plain([`'10.0.0.1'`], ['btree', 'gist inet_ops']),
  int4range: plain([`'[1,5)'`], ['gist', 'btree']),
  tsvector: plain([], ['gin', 'gist'], false),
  'text[]': array,
  'integer[]': array,
  'bit(4)': plain([`B'0101'`], ['btree']),
  'vector(3)': dense('vector'),
  'vector(4)': dense('vector'),
  'halfvec(3)': dense('halfvec'),
};

/** Native enums have families of their own: their values are part of what is generated. */
export const enumFamily = (type: string, labels: readonly string[], isArray: boolean): Family => {
  const last = `'${(labels.at(-1) ?? '').replaceAll("'", "''")}'`;
  return isArray
    ? { ...array, defaults: [`'{}'`, `array[${last}]::${type}[]`] }
    : {
        defaults: [last],
        checks: [c => `${c} <> ${last}`, c => `${c} >= ${last} or ${c} is null`],
        derived: [isNull],
        methods: ['btree', 'hash'],
        comparable: true,
      };
};

export const isVector = (type: string): boolean => /^(vector|halfvec)/.test(type);
