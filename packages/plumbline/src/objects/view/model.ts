import type { Fact } from '../../catalog/index.ts';
import { flag } from '../flag.ts';
import { type Parameter, parameterWords } from '../parameters.ts';

export interface ViewFacts {
  definition: string;
  materialized: boolean;
  options: Parameter[];
  columnComments: { column: string; comment: string }[];
  comment: string | null;
}

export interface ViewModel {
  facts: ViewFacts;
  details: {
    columns: string[];
    /** Whether it can be read: a state, which no dump of a schema tells, and no difference. */
    populated: boolean;
    /** Each column with its type and collation: what `create or replace` can only add to. */
    shape: string[];
    grants: string[];
  };
  parent: null;
}

export const words = ({
  definition,
  materialized,
  options,
  columnComments,
  comment,
}: ViewFacts): Record<keyof ViewFacts, Fact> => ({
  definition,
  materialized: flag(materialized, 'materialized'),
  options: parameterWords(options),
  columnComments:
    columnComments.length === 0
      ? null
      : `{ ${columnComments.map(one => `${JSON.stringify(one.column)} : ${JSON.stringify(one.comment)}`).join(', ')} }`,
  comment,
});
