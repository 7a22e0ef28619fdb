export type { MigrationState } from '../history/index.ts';
export { type Created, type CreateRequest, createMigration } from './create.ts';
export { type Current, current } from './current.ts';
export { type DiagramRequest, type Drawn, diagram } from './diagram.ts';
export { type Diff, type DiffRequest, diff } from './diff.ts';
export { type Drift, type DriftRequest, drift } from './drift.ts';
export { type ExplainRequest, type Explanation, explain, type ObjectExplanation } from './explain.ts';
export { type Head, type Heads, heads } from './heads.ts';
export { type History, type HistoryEntry, type HistoryRequest, history } from './history.ts';
export { pendingDifferences } from './keeping.ts';
export { type Merged, type MergeRequest, merge } from './merge.ts';
export { type Overview, overview, type TableOverview } from './overview.ts';
export {
  type DryRunHazard,
  type DryRunMigration,
  type DryRunStep,
  type PlanSelection,
  plan,
  type RunPlan,
} from './plan.ts';
export { Project } from './project.ts';
export { type Reset, type ResetOptions, reset } from './reset.ts';
export { withOrm } from './session.ts';
export { type Shown, type ShowRequest, show } from './show.ts';
export { type Sql, sql } from './sql.ts';
export { type Stamped, type StampRequest, stamp } from './stamp.ts';
export { STATES } from './states/index.ts';
export { type Status, type StatusFinding, type StatusRequest, status } from './status.ts';
export { type Verified, type VerifyFinding, verify } from './verify.ts';
