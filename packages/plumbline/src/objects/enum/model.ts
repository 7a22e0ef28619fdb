import type { Fact } from '../../catalog/index.ts';

export interface EnumFacts {
  /** The values, in the order that PostgreSQL sorts them by. */
  labels: string[];
  comment: string | null;
}

export interface EnumModel {
  facts: EnumFacts;
  /** What PostgreSQL keeps each value under, which a rename leaves as it is. */
  details: { oids: string[] };
  parent: null;
}

export const words = ({ labels, comment }: EnumFacts): Record<keyof EnumFacts, Fact> => ({
  labels: JSON.stringify(labels),
  comment,
});
