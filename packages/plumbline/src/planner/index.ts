export { hazardsBetween } from './between.ts';
export { copyCatalog } from './copy.ts';

export { type Plan, type PlanOptions, planChange } from './plan.ts';
export { type Choice, choice, EXPRESSION, type Question } from './questions.ts';
export { GIVE_RIGHTS_BACK } from './rights.ts';
export { type Evidence, rowsOf } from './rows.ts';
export { SAMPLES } from './samples.ts';
export { countWhere, rowsIn } from './situation.ts';
export type { Hazard, HazardKind, Step } from './step.ts';
