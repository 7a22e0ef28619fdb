import type { CatalogObject } from './catalog.ts';
import type { Counting, FactName, FactsByKind, Parameter } from './facts.ts';
import type { Kind } from './id.ts';

/** A fact as it is compared and told, in PostgreSQL's words; `null` where the object does not have it. */
export type Fact = string | null;

/** The clauses of a sequence, in the order that PostgreSQL lists them in. */
const COUNTING: { readonly [F in keyof Counting]: (value: Counting[F]) => string } = {
  start: value => `start with ${value}`,
  increment: value => `increment by ${value}`,
  min: value => `minvalue ${value}`,
  max: value => `maxvalue ${value}`,
  cache: value => `cache ${value}`,
  cycle: value => (value ? 'cycle' : 'no cycle'),
};

/** One clause of a sequence. */
export const countingClause = <F extends keyof Counting>(fact: F, counting: Counting): string =>
  COUNTING[fact](counting[fact]);

export const COUNTING_FACTS = Object.keys(COUNTING) as (keyof Counting)[];

/** A fact that is there or not, as words that read well in a difference. */
const flag = (value: boolean, words: string): Fact => (value ? words : null);

const parameters = (options: readonly Parameter[]): Fact =>
  options.length === 0 ? null : JSON.stringify(options.map(({ name, value }) => `${name}=${value}`));

type Words<K extends Kind> = (facts: FactsByKind[K]) => Readonly<Record<keyof FactsByKind[K], Fact>>;

/** The words of each kind's facts; their order is the one in which they are told. */
const WORDS: { readonly [K in Kind]: Words<K> } = {
  schema: facts => facts,
  extension: facts => ({ schema: facts.schema }),
  enum: ({ labels, comment }) => ({ labels: JSON.stringify(labels), comment }),
  sequence: facts => ({
    type: facts.type,
    start: String(facts.start),
    increment: String(facts.increment),
    min: String(facts.min),
    max: String(facts.max),
    cache: String(facts.cache),
    cycle: flag(facts.cycle, 'cycle'),
    ownedBy: facts.ownedBy?.qualifiedName ?? null,
    comment: facts.comment,
  }),
  function: ({ definition, comment }) => ({ definition, comment }),
  table: facts => ({
    partitionKey: facts.partitionKey,
    partitionOf: facts.partitionOf?.qualifiedName ?? null,
    bound: facts.bound,
    inherits: facts.inherits.map(({ qualifiedName }) => qualifiedName).join(', ') || null,
    options: parameters(facts.options),
    unlogged: flag(facts.unlogged, 'unlogged'),
    rls: flag(facts.rls, 'row level security'),
    forceRls: flag(facts.forceRls, 'forced row level security'),
    comment: facts.comment,
  }),
  column: ({ type, notNull, default: value, generated, identity, collation, comment }) => ({
    type,
    notNull: flag(notNull, 'not null'),
    default: value,
    generated: generated && `(${generated.expression}) ${generated.kept}`,
    identity:
      identity && `${identity.generated} (${COUNTING_FACTS.map(fact => countingClause(fact, identity)).join(' ')})`,
    collation,
    comment,
  }),
  constraint: ({ definition, comment }) => ({ definition, comment }),
  index: ({ unique, definition, valid, comment }) => ({
    unique: flag(unique, 'unique'),
    definition,
    valid: flag(!valid, 'invalid'),
    comment,
  }),
  view: ({ definition, materialized, options, columnComments, comment }) => ({
    definition,
    materialized: flag(materialized, 'materialized'),
    options: parameters(options),
    columnComments:
      columnComments.length === 0
        ? null
        : `{ ${columnComments.map(one => `${JSON.stringify(one.column)} : ${JSON.stringify(one.comment)}`).join(', ')} }`,
    comment,
  }),
  trigger: ({ definition, enabled, comment }) => ({ definition, enabled, comment }),
  policy: ({ command, permissive, roles, using, check, comment }) => ({
    command,
    permissive: flag(!permissive, 'restrictive'),
    roles,
    using,
    check,
    comment,
  }),
};

/** The same, one by one. */
export const factsOf = (object: Pick<CatalogObject, 'kind' | 'facts'>): [FactName, Fact][] =>
  Object.entries(wordsOf(object)) as [FactName, Fact][];

/** What an object is compared by and reported with: each of its facts as a text. */
export const wordsOf = ({ kind, facts }: Pick<CatalogObject, 'kind' | 'facts'>): Partial<Record<FactName, Fact>> =>
  (WORDS[kind] as (facts: CatalogObject['facts']) => Partial<Record<FactName, Fact>>)(facts);
