import type { ObjectHazard } from '../../objects/index.ts';
import { each } from '../each.ts';
import type { PlanningContext } from '../planning-context.ts';

export { sessionFills } from './fills.ts';
export { madeUpValues } from './made-up.ts';

/** What a change does to rows that are there, or what they do to it. */
export async function hazardsOf(planning: PlanningContext): Promise<ObjectHazard[]> {
  const found: ObjectHazard[] = [];
  for (const { id, before, after, kind } of each(planning)) {
    const hazards = await kind.hazards({ before, after }, planning);
    found.push(...hazards.map(hazard => ({ object: id, hazard })));
  }
  return found;
}
