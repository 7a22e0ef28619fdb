import { objectOf, objectsOf } from '../../objects/index.ts';
import type { Situation } from '../situation.ts';
import type { ObjectHazard } from './object-hazard.ts';

/** Rows that more people see or change afterwards. */
export function lostProtection({ from, to }: Situation): ObjectHazard[] {
  const policies = objectsOf(from, 'policy')
    .filter(({ id, parent }) => to.objects.has(parent.id) && !to.objects.has(id))
    .map(policy =>
      note(policy.id, 'policy-dropped', `policy ${policy.quotedName} of ${policy.parent.qualifiedName} goes`),
    );
  const tables = objectsOf(from, 'table').flatMap(before => {
    const after = objectOf(to, 'table', before.id);
    if (!after) return [];
    const off = before.facts.rls && !after.facts.rls;
    const unforced = before.facts.forceRls && !after.facts.forceRls;
    return [
      ...(off ? [note(after.id, 'security-off', `row level security of ${after.qualifiedName} is switched off`)] : []),
      ...(unforced
        ? [note(after.id, 'security-off', `the owner of ${after.qualifiedName} is not held to its policies any more`)]
        : []),
    ];
  });
  return [...policies, ...tables];
}

const note = (object: string, id: string, message: string): ObjectHazard => ({
  object,
  hazard: { kind: 'note', id, message, instead: 'make sure that nobody sees rows that they should not' },
});
