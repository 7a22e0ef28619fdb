import type { Fact, ObjectId } from '../../catalog/index.ts';

export interface ConstraintFacts {
  definition: string;
  comment: string | null;
}

interface ConstraintDetails {
  type: 'p' | 'u' | 'f' | 'c' | 'x';
  /** Names, unquoted. */
  columns: string[];
  /** Of a foreign key: the table, and the names of its columns. */
  references: ObjectId<'table'> | null;
  referenced: string[];
  validated: boolean;
  /** The definition, without a word on whether it is validated. */
  rule: string;
  /** Whether it holds expressions, which are read anew when a type changes. */
  expressions: boolean;
  /** Of a check: what has to hold. */
  condition: string | null;
  /** Of a key: the definition of its index, without the names. */
  index: string | null;
  /** Of a key: whether it takes one null for equal to another. */
  equalNulls: boolean;
  /** ` deferrable initially deferred`, or as much of it as holds. */
  deferrable: string;
}

export interface ConstraintModel {
  facts: ConstraintFacts;
  details: ConstraintDetails;
  parent: ObjectId<'table'>;
}

export const words = ({ definition, comment }: ConstraintFacts): Record<keyof ConstraintFacts, Fact> => ({
  definition,
  comment,
});
