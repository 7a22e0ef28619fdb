import type { Fact } from '../../catalog/index.ts';

export interface FunctionFacts {
  definition: string;
  comment: string | null;
}

export interface FunctionModel {
  facts: FunctionFacts;
  details: {
    /** The name as SQL, without the arguments. */
    routineName: string;
    procedure: boolean;
    /** What `create or replace` cannot change: the arguments and the result. */
    signature: string;
    grants: string[];
    types: string;
  };
  parent: null;
}

export const words = ({ definition, comment }: FunctionFacts): Record<keyof FunctionFacts, Fact> => ({
  definition,
  comment,
});
