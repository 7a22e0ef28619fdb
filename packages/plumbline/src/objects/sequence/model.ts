import type { Fact, ObjectId } from '../../catalog/index.ts';
import type { Counting } from '../counting.ts';
import { flag } from '../flag.ts';

export interface SequenceFacts extends Counting {
  type: string;
  /** The column that it goes with. */
  ownedBy: ObjectId<'column'> | null;
  comment: string | null;
}

export interface SequenceModel {
  facts: SequenceFacts;
  details: object;
  parent: null;
}

export const words = (facts: SequenceFacts): Record<keyof SequenceFacts, Fact> => ({
  type: facts.type,
  start: String(facts.start),
  increment: String(facts.increment),
  min: String(facts.min),
  max: String(facts.max),
  cache: String(facts.cache),
  cycle: flag(facts.cycle, 'cycle'),
  ownedBy: facts.ownedBy?.qualifiedName ?? null,
  comment: facts.comment,
});
