import type { Fact, ObjectId } from '../../catalog/index.ts';
import { flag } from '../flag.ts';

export interface PolicyFacts {
  command: string;
  permissive: boolean;
  roles: string;
  using: string | null;
  check: string | null;
  comment: string | null;
}

export interface PolicyModel {
  facts: PolicyFacts;
  details: object;
  parent: ObjectId<'table'>;
}

export const words = ({
  command,
  permissive,
  roles,
  using,
  check,
  comment,
}: PolicyFacts): Record<keyof PolicyFacts, Fact> => ({
  command,
  permissive: flag(!permissive, 'restrictive'),
  roles,
  using,
  check,
  comment,
});
