export { type Catalog, type CatalogObject, readCatalog, type Session } from './canonical/index.ts';
export * from './commands/index.ts';
export { type PlumblineOptions, plumbline } from './config.ts';
export { compareCatalogs, type Decisions, inverse, noDecisions, type Rename } from './diff/index.ts';
export { copyCatalog, type Hazard, type Plan, planChange, type Question, type Step } from './plan/index.ts';
export { PROBLEMS, Problem, type ProblemCode, renderProblem } from './problem/index.ts';
export { buildEntities, embeddedScratch, Shadow } from './shadow/index.ts';
export * from './types/index.ts';
export { type Found, type WatchOptions, watch } from './watch/index.ts';
