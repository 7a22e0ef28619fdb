import type { Catalog, Hazard } from '../objects/index.ts';
import type { Step } from './step.ts';

/** What became of the shadow after renames, and the steps that made it so. */
export interface Renamed {
  catalog: Catalog;
  steps: Step[];
  hazards: Hazard[];
}
