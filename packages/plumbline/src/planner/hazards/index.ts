import type { ObjectHazard } from '../../objects/index.ts';
import { each } from '../each.ts';
import type { Situation } from '../situation.ts';

export { sessionFills } from './fills.ts';
export { madeUpValues } from './made-up.ts';

/** What a change does to rows that are there, or what they do to it. */
export async function hazardsOf(situation: Situation): Promise<ObjectHazard[]> {
  const found: ObjectHazard[] = [];
  for (const { id, before, after, kind } of each(situation)) {
    const hazards = await kind.hazards({ before, after }, situation);
    found.push(...hazards.map(hazard => ({ object: id, hazard })));
  }
  return found;
}
