export { hazardsBetween } from './between.ts';
export { copyCatalog } from './copy.ts';

export { type Plan, type PlanOptions, planChange } from './plan.ts';
export { GIVE_RIGHTS_BACK } from './rights.ts';
export { type Evidence, rowsOf } from './rows.ts';
export { SAMPLES } from './samples.ts';
export type { Step } from './step.ts';
