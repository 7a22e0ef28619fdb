export { hazardsBetween } from './between.ts';
export { copyCatalog } from './copy.ts';
export { ownerSql } from './generator.ts';
export { columnsOf } from './kinds/table.ts';
export { type Plan, type PlanOptions, planChange } from './plan.ts';
export { type Choice, EXPRESSION, type Question } from './questions.ts';
export { type Evidence, rowsOf } from './rows.ts';
export { countWhere, rowsIn } from './situation.ts';
export type { Hazard, HazardKind, Phase, Step } from './step.ts';
