export { renderDifferences } from './blocks.ts';
export { countWholes, type DifferenceGroup, groupDifferences, type ReportedDifference, wholes } from './groups.ts';
export { summarizeChange, summarizeDifference, summarizeDifferences, withoutParts } from './lines.ts';
export { nameDifferent, renderSideBySide } from './side-by-side.ts';
