export { addMissingColumns } from './columns.ts';
export { type Expectation, reportDifferences } from './report.ts';
export { wordsOf } from './words.ts';
