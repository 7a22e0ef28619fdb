import { newerThanSync } from '../sql/index.ts';
import type { Context } from './contract.ts';
import { type ObjectOf, objectOf } from './model.ts';

/** Rights that were given on an object stay when it is made again: no schema tells them. */
export const grantsOn = (
  object: ObjectOf<'table' | 'view' | 'function' | 'aggregate' | 'column'>,
  { from, version }: Context,
): string[] => {
  const grants = objectOf(from, object.kind, object.id)?.details.grants ?? object.details.grants;
  // the shadow may know rights that an older server does not
  return grants.filter(grant => newerThanSync(version, grant).length === 0);
};
