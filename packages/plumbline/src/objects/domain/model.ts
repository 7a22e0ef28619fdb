import type { Fact, ObjectId } from '../../catalog/index.ts';
import { literal } from '../../sql/index.ts';
import { flag } from '../flag.ts';

/** A rule that values of a domain have to meet. */
export interface DomainCheck {
  /** Quoted where needed. */
  name: string;
  /** `CHECK ((VALUE > 0))` */
  definition: string;
  /** Whether the values that are there meet it, too. */
  validated: boolean;
  comment: string | null;
}

export interface DomainFacts {
  /** The type that it is over. */
  type: string;
  /** Where it is another one than the type's. */
  collation: string | null;
  notNull: boolean;
  default: string | null;
  /** In the order of their names. */
  checks: DomainCheck[];
  comment: string | null;
}

export interface DomainModel {
  facts: DomainFacts;
  details: {
    /** What people made that it is over: an enum, another domain. */
    over: ObjectId | null;
    /** PostgreSQL's one-letter category of the type: S for strings, N for numbers. */
    category: string;
  };
  parent: null;
}

const checkWords = ({ name, definition, validated, comment }: DomainCheck): string =>
  `${name} ${definition}${validated ? '' : ' not valid'}${comment === null ? '' : ` ${literal(comment)}`}`;

export const words = (facts: DomainFacts): Record<keyof DomainFacts, Fact> => ({
  type: facts.type,
  collation: facts.collation,
  notNull: flag(facts.notNull, 'not null'),
  default: facts.default,
  checks: facts.checks.map(checkWords).join(', ') || null,
  comment: facts.comment,
});
