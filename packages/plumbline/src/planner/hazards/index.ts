import type { Situation } from '../situation.ts';
import { copiedRows } from './copied.ts';
import { lostRows } from './lost.ts';
import type { ObjectHazard } from './object-hazard.ts';
import { brokenRules } from './refused.ts';
import { remadeColumns } from './remade.ts';
import { changedValues } from './retyped.ts';
import { lostProtection } from './security.ts';
import { unfitForVectors } from './vectors.ts';

export { sessionFills } from './fills.ts';
export { madeUpValues } from './made-up.ts';
export type { ObjectHazard } from './object-hazard.ts';

/** What a change does to rows that are there, or what they do to it. */
export async function hazardsOf(situation: Situation): Promise<ObjectHazard[]> {
  return [
    ...(await lostRows(situation)),
    ...(await changedValues(situation)),
    ...(await brokenRules(situation)),
    ...(await unfitForVectors(situation)),
    ...lostProtection(situation),
    ...(await copiedRows(situation)),
    ...remadeColumns(situation),
  ];
}
