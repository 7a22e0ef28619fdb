import fc from 'fast-check';
import { TYPES } from './types.ts';

/** A schema as plain data. Numbers choose among what is there, so that every model can be said in SQL. */
export interface Model {
  schemas: { name: string; comment: string | null }[];
  enums: { name: string; labels: { label: string }[]; comment: string | null }[];
  domains: Domain[];
  sequences: { name: string; increment: number; cycle: boolean }[];
  functions: { which: number; body: number; signature: number }[];
  tables: Table[];
  views: View[];
}

export interface Domain {
  name: string;
  /** A type by name; a number for an enum. */
  over: string | number;
  checks: { name: string; how: number; valid: boolean; comment: string | null }[];
  default: number | null;
  comment: string | null;
}

export interface Table {
  name: string;
  /** In another schema than the default one, when there is one. */
  away: boolean;
  key: 'identity' | 'always' | 'serial' | 'uuid' | 'text' | 'composite' | 'none';
  columns: Column[];
  rules: Rule[];
  references: Reference[];
  indexes: Index[];
  triggers: { name: string; when: boolean; column: number | null; disabled: boolean }[];
  policies: { name: string; command: string; column: number }[];
  security: boolean;
  partitions: { by: 'list' | 'range' | 'hash'; parts: number[] } | null;
  fillfactor: number | null;
  unlogged: boolean;
  comment: string | null;
}

export interface Column {
  name: string;
  /** A type by name; a number for an enum, and a negative one for an array of it; one of a domain. */
  type: string | number | { domain: number; array: boolean };
  notNull: boolean;
  default: number | null;
  /** What it is computed from, instead of having values of its own. */
  computed: { from: number; how: number; virtual: boolean } | null;
  collation: boolean;
  comment: string | null;
}

export interface Rule {
  kind: 'check' | 'unique' | 'nulls not distinct' | 'deferrable' | 'exclude';
  name: string;
  columns: number[];
  how: number;
  comment: string | null;
}

export interface Reference {
  column: string;
  target: number;
  notNull: boolean;
  action: string;
}

export interface Index {
  name: string;
  columns: number[];
  method: number;
  unique: boolean;
  order: string;
  where: number | null;
  expression: boolean;
  include: number | null;
  comment: string | null;
}

export interface View {
  name: string;
  away: boolean;
  materialized: boolean;
  source: number;
  columns: number[];
  shape: 'columns' | 'star' | 'count' | 'join';
  where: number | null;
  indexed: boolean;
  /** A security barrier; of a materialized view, that it is not filled. */
  barrier: boolean;
  comment: string | null;
}

const LONG = `a name of just as many characters as PostgreSQL keeps, that's 63`;
const TABLES = ['users', 'orders', 'Order Items', 'items', 'größe', LONG.slice(0, 50)];
const COLUMNS = [
  'name',
  'state',
  'note',
  'amount',
  'Amount',
  'user',
  'created at',
  'embedding',
  LONG.slice(0, 60),
  'ünï',
  'tags',
];
const LABELS = ['draft', 'live', `it's`, 'old', 'Ärger', 'a,b', 'x"y'];

const small = fc.nat({ max: 20 });
const rarely = fc.integer({ min: 0, max: 9 }).map(n => n === 9);
const often = fc.integer({ min: 0, max: 3 }).map(n => n > 0);
const comment = fc.option(fc.constantFrom('a note', `it's "quoted"`, 'two\nlines', 'back\\slash'), {
  freq: 4,
  nil: null,
});
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { freq: 2, nil: null });
const list = <T>(arbitrary: fc.Arbitrary<T>, maxLength: number) => fc.array(arbitrary, { maxLength, size: 'max' });
const named = (prefix: string) => fc.constantFrom(...['one', 'two', 'Three'].map(name => `${prefix}_${name}`));

const column: fc.Arbitrary<Column> = fc.record({
  name: fc.constantFrom(...COLUMNS),
  type: fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...Object.keys(TYPES)) },
    { weight: 1, arbitrary: fc.constantFrom(0, 1, -1) },
    { weight: 1, arbitrary: fc.record({ domain: fc.nat({ max: 1 }), array: rarely }) },
  ),
  notNull: fc.boolean(),
  default: maybe(small),
  computed: fc.option(fc.record({ from: small, how: small, virtual: fc.boolean() }), { freq: 1, nil: null }),
  collation: rarely,
  comment,
});

const domain: fc.Arbitrary<Domain> = fc.record({
  name: fc.constantFrom('code', 'Amount of', 'mood'),
  over: fc.constantFrom(
    'text',
    'character varying(20)',
    'character varying(60)',
    'integer',
    'bigint',
    'numeric(10,2)',
    'date',
    0,
  ),
  checks: list(fc.record({ name: named('check'), how: small, valid: often, comment }), 2),
  default: maybe(small),
  comment,
});

const rule: fc.Arbitrary<Rule> = fc.record({
  kind: fc.constantFrom('check', 'check', 'check', 'unique', 'nulls not distinct', 'deferrable', 'exclude'),
  name: named('rule'),
  columns: fc.array(small, { minLength: 1, maxLength: 2 }),
  how: small,
  comment,
});

const reference: fc.Arbitrary<Reference> = fc.record({
  column: fc.constantFrom('parent_id', 'owner_id', 'Ref'),
  target: small,
  notNull: fc.boolean(),
  action: fc.constantFrom(
    '',
    'on delete cascade',
    'on update cascade on delete set null',
    'deferrable initially deferred',
    'deferrable',
    'not valid',
  ),
});

const index: fc.Arbitrary<Index> = fc.record({
  name: fc.oneof({ weight: 3, arbitrary: named('index') }, { weight: 1, arbitrary: named('rule') }),
  columns: fc.array(small, { minLength: 1, maxLength: 2 }),
  method: small,
  unique: rarely,
  order: fc.constantFrom('', '', 'desc', 'asc nulls first'),
  where: maybe(small),
  expression: rarely,
  include: fc.option(small, { freq: 1, nil: null }),
  comment,
});

const table: fc.Arbitrary<Table> = fc.record({
  name: fc.constantFrom(...TABLES),
  away: rarely,
  key: fc.constantFrom('identity', 'always', 'serial', 'uuid', 'text', 'composite', 'none'),
  columns: list(column, 5),
  rules: list(rule, 3),
  references: list(reference, 2),
  indexes: list(index, 3),
  triggers: list(fc.record({ name: named('trigger'), when: fc.boolean(), column: maybe(small), disabled: rarely }), 1),
  policies: list(
    fc.record({ name: named('policy'), command: fc.constantFrom('all', 'select', 'update'), column: small }),
    1,
  ),
  security: fc.boolean(),
  partitions: fc
    .integer({ min: 0, max: 6 })
    .chain(n =>
      n < 6
        ? fc.constant(null)
        : fc.record({ by: fc.constantFrom('list', 'range', 'hash'), parts: fc.uniqueArray(fc.nat({ max: 2 })) }),
    ),
  fillfactor: fc.constantFrom(null, null, null, 70, 90),
  unlogged: rarely,
  comment,
});

const view: fc.Arbitrary<View> = fc.record({
  name: fc.constantFrom('overview', 'Summary', 'items', 'latest'),
  away: rarely,
  materialized: fc.boolean(),
  source: small,
  columns: fc.array(small, { minLength: 1, maxLength: 3 }),
  shape: fc.constantFrom('columns', 'star', 'count', 'join'),
  where: maybe(small),
  indexed: often,
  barrier: rarely,
  comment,
});

export const model: fc.Arbitrary<Model> = fc.record({
  schemas: list(fc.record({ name: fc.constantFrom('app', 'Odd Schema'), comment }), 1),
  enums: list(
    fc.record({
      name: fc.constantFrom('state', 'Kind', 'mood'),
      labels: fc.shuffledSubarray(LABELS.map(label => ({ label }))),
      comment,
    }),
    2,
  ),
  domains: list(domain, 2),
  sequences: list(
    fc.record({
      name: fc.constantFrom('numbers', 'Counter'),
      increment: fc.constantFrom(1, 10, -1),
      cycle: fc.boolean(),
    }),
    1,
  ),
  functions: list(fc.record({ which: fc.nat({ max: 5 }), body: fc.nat({ max: 1 }), signature: fc.nat({ max: 1 }) }), 4),
  tables: list(table, 3),
  views: list(view, 3),
});
