import type { Fact } from '../../catalog/index.ts';

export interface SchemaFacts {
  comment: string | null;
}

export interface SchemaModel {
  facts: SchemaFacts;
  details: object;
  parent: null;
}

export const words = ({ comment }: SchemaFacts): Record<keyof SchemaFacts, Fact> => ({ comment });
