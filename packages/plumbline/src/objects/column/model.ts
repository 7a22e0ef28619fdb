import type { Fact, ObjectId } from '../../catalog/index.ts';
import { COUNTING_FACTS, type Counting, countingClause } from '../counting.ts';
import { flag } from '../flag.ts';

/** What a column is computed from, and whether its values are stored or computed whenever they are read. */
export interface Generated {
  expression: string;
  kept: 'stored' | 'virtual';
}

/** That a column is numbered by a sequence of its own. */
export interface Identity extends Counting {
  generated: 'always' | 'by default';
}

export interface ColumnFacts {
  type: string;
  notNull: boolean;
  default: string | null;
  generated: Generated | null;
  identity: Identity | null;
  /** Where it is another one than the type's. */
  collation: string | null;
  comment: string | null;
}

interface ColumnDetails {
  position: number;
  /** The type without its modifier, and of an array the type of an element. */
  baseType: string;
  array: boolean;
  /** What people made that the type is, or is an array of: an enum. */
  userType: ObjectId | null;
  /** The type's modifier as PostgreSQL stores it, -1 for none. */
  modifier: number;
  /** PostgreSQL's one-letter category of the type: S for strings, N for numbers, A for arrays. */
  category: string;
  /** The bare name of the sequence of an identity column. */
  sequence: string | null;
  /** The rights that were given on it alone, as statements. */
  grants: string[];
}

export interface ColumnModel {
  facts: ColumnFacts;
  details: ColumnDetails;
  parent: ObjectId<'table'>;
}

export const words = ({
  type,
  notNull,
  default: value,
  generated,
  identity,
  collation,
  comment,
}: ColumnFacts): Record<keyof ColumnFacts, Fact> => ({
  type,
  notNull: flag(notNull, 'not null'),
  default: value,
  generated: generated && `(${generated.expression}) ${generated.kept}`,
  identity:
    identity && `${identity.generated} (${COUNTING_FACTS.map(fact => countingClause(fact, identity)).join(' ')})`,
  collation,
  comment,
});
