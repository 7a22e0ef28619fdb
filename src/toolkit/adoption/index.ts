export { addMissingColumns } from './columns.ts';
export { expectationOf } from './expectation.ts';
export { renameIfThere, unlessThere } from './guard.ts';
export { type Expectation, reportDifferences } from './report.ts';
