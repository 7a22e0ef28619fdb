import type { Fact, ObjectId } from '../../catalog/index.ts';

export interface TriggerFacts {
  definition: string;
  /** When it does not fire as triggers do. */
  enabled: 'disabled' | 'replica' | 'always' | null;
  comment: string | null;
}

export interface TriggerModel {
  facts: TriggerFacts;
  details: object;
  parent: ObjectId<'table' | 'view'>;
}

export const words = ({ definition, enabled, comment }: TriggerFacts): Record<keyof TriggerFacts, Fact> => ({
  definition,
  enabled,
  comment,
});
