import type { Fact, ObjectId } from '../../catalog/index.ts';
import { flag } from '../flag.ts';

export interface IndexFacts {
  unique: boolean;
  definition: string;
  valid: boolean;
  comment: string | null;
}

/** One key of an index: the column or expression, its operator class and the type that is indexed. */
export interface IndexKey {
  expression: string;
  operatorClass: string;
  type: string;
}

interface IndexDetails {
  method: string;
  /** Whether it holds expressions or a predicate, which are read anew when a type changes. */
  expressions: boolean;
  /** The keys, and then the columns of INCLUDE. */
  keys: IndexKey[];
  keyCount: number;
  predicate: string | null;
  /** Of a unique one: whether it takes one null for equal to another. */
  equalNulls: boolean;
  options: string | null;
}

export interface IndexModel {
  facts: IndexFacts;
  details: IndexDetails;
  parent: ObjectId<'table' | 'view'>;
}

export const words = ({ unique, definition, valid, comment }: IndexFacts): Record<keyof IndexFacts, Fact> => ({
  unique: flag(unique, 'unique'),
  definition,
  valid: flag(!valid, 'invalid'),
  comment,
});
