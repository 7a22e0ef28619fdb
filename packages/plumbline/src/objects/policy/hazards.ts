import type { Change } from '../contract.ts';
import type { Hazard } from '../hazard.ts';
import type { PlanningContext } from '../planning-context.ts';
import { lessProtected } from '../security.ts';

/** A policy that goes while its table stays. */
export async function hazards({ before, after }: Change<'policy'>, { to }: PlanningContext): Promise<Hazard[]> {
  if (!before || after || !to.objects.has(before.parent.id)) return [];
  return [lessProtected('policy-dropped', `policy ${before.quotedName} of ${before.parent.qualifiedName} goes`)];
}
