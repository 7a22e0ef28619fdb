export { addMissingColumns } from './columns.ts';
export { expectationOf } from './expectation.ts';
export { renameIfThere, unlessThere } from './guard.ts';
export { reportDifferences } from './report.ts';
