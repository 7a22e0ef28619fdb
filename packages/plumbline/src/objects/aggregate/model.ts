import type { Fact, ObjectId } from '../../catalog/index.ts';

/** One clause of the definition: `sfunc = int4pl`; of what is said by its word alone, without a value. */
export interface AggregateOption {
  name: string;
  value: string | null;
}

export interface AggregateFacts {
  /** With their names: `value integer`, `*`, `double precision ORDER BY anyelement`. */
  arguments: string;
  /** Without those that say what is so anyway, in PostgreSQL's order. */
  options: AggregateOption[];
  comment: string | null;
}

export interface AggregateModel {
  facts: AggregateFacts;
  details: {
    /** What comes out, and how it takes its arguments: what `create or replace` cannot change. */
    result: string;
    /** The types of the arguments alone: no two routines of a schema have one name and the same. */
    inputs: string;
    /** The types that people made which it keeps its state in. */
    states: ObjectId[];
    grants: string[];
    /** The name with the types of the arguments, as `alter routine` takes it. */
    types: string;
  };
  parent: null;
}

export const optionSql = ({ name, value }: AggregateOption): string => (value === null ? name : `${name} = ${value}`);

export const words = (facts: AggregateFacts): Record<keyof AggregateFacts, Fact> => ({
  arguments: facts.arguments,
  options: facts.options.map(optionSql).join(', '),
  comment: facts.comment,
});
