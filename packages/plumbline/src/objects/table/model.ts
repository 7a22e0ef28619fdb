import type { Fact, ObjectId } from '../../catalog/index.ts';
import { flag } from '../flag.ts';
import { type Parameter, parameterWords } from '../parameters.ts';

export interface TableFacts {
  partitionKey: string | null;
  /** The table that it is a partition of, and for which rows. */
  partitionOf: ObjectId<'table'> | null;
  bound: string | null;
  /** The tables that it has columns from without being a partition of theirs. */
  inherits: ObjectId<'table'>[];
  options: Parameter[];
  unlogged: boolean;
  /** Whether row level security is on, and whether it holds for the table's owner too. */
  rls: boolean;
  forceRls: boolean;
  comment: string | null;
}

export interface TableModel {
  facts: TableFacts;
  details: { grants: string[] };
  parent: null;
}

export const words = (facts: TableFacts): Record<keyof TableFacts, Fact> => ({
  partitionKey: facts.partitionKey,
  partitionOf: facts.partitionOf?.qualifiedName ?? null,
  bound: facts.bound,
  inherits: facts.inherits.map(({ qualifiedName }) => qualifiedName).join(', ') || null,
  options: parameterWords(facts.options),
  unlogged: flag(facts.unlogged, 'unlogged'),
  rls: flag(facts.rls, 'row level security'),
  forceRls: flag(facts.forceRls, 'forced row level security'),
  comment: facts.comment,
});
