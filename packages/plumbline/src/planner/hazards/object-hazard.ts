import type { Hazard } from '../step.ts';

/** A hazard, and the id of the object whose change brings it. */
export interface ObjectHazard {
  object: string;
  hazard: Hazard;
}
