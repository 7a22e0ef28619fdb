import { isComputedAnew, objectOf, objectsOf } from '../../objects/index.ts';
import type { Situation } from '../situation.ts';
import type { ObjectHazard } from './object-hazard.ts';

/** Generated columns that are dropped and made again, because the server is too old to change what they are computed from. */
export function remadeColumns({ from, to, version }: Situation): ObjectHazard[] {
  return objectsOf(to, 'column').flatMap(after => {
    const before = objectOf(from, 'column', after.id);
    if (!before || !isComputedAnew(before.facts.generated, after.facts.generated, version)) return [];
    const path = after.qualifiedName;
    const message = `column ${path} is dropped and made again, behind the others: PostgreSQL ${Math.floor(version / 10_000)} cannot change what it is computed from`;
    return [{ object: after.id, hazard: { kind: 'note', id: 'computed-anew', message } }];
  });
}
