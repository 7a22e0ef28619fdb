export { type Adoptable, type AdoptSettings, adopt } from './adopt/index.ts';
export type { Session } from './catalog/index.ts';
export {
  type Created,
  type CreateRequest,
  type Current,
  createMigration,
  current,
  type DiagramRequest,
  type Diff,
  type DiffRequest,
  type Drawn,
  type Drift,
  type DriftRequest,
  diagram,
  diff,
  drift,
  type ExplainRequest,
  type Explanation,
  explain,
  type Head,
  type Heads,
  type History,
  type HistoryRequest,
  heads,
  history,
  type Merged,
  type MergeRequest,
  type MigrationState,
  merge,
  type Overview,
  overview,
  type PlanSelection,
  plan,
  type Reset,
  type ResetOptions,
  type RunPlan,
  reset,
  type Shown,
  type ShowRequest,
  type Sql,
  type Stamped,
  type StampRequest,
  type Status,
  type StatusRequest,
  show,
  sql,
  stamp,
  status,
  type Verified,
  verify,
} from './commands/index.ts';
export { compareCatalogs, type Decisions, inverse, noDecisions, type Rename } from './compare/index.ts';
export { type PlumblineOptions, plumbline } from './config.ts';
export { type Catalog, type CatalogObject, type Hazard, type Question, readCatalog } from './objects/index.ts';
export type { Attendance, Person } from './orm/index.ts';
export { copyCatalog, type Plan, planChange, type Step } from './planner/index.ts';
export { PROBLEMS, Problem, type ProblemCode, renderProblem, type Say } from './problem/index.ts';
export type { Report, RunEvent } from './runner/index.ts';
export {
  type Diagnosis,
  type DoctorCheck,
  type DoctorFinding,
  doctor,
  type InitFile,
  type Initialized,
  type InitQuestion,
  type InitRequest,
  init,
} from './setup/index.ts';
export { buildEntities, embeddedScratch, Shadow } from './shadow/index.ts';
export {
  BitVectorType,
  cosineDistance,
  ExtensionType,
  HalfVectorType,
  l2Distance,
  negativeInnerProduct,
  SparseVector,
  SparseVectorType,
  VectorType,
} from './types/index.ts';
export { type Found, type WatchOptions, watch } from './watch/index.ts';
