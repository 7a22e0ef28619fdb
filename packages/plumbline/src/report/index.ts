export { type Diagnostic, diagnosticOf, pointOf } from './diagnostics.ts';
export { type Diagram, diagramOf } from './diagram.ts';
export {
  countWholes,
  type DifferenceGroup,
  groupDifferences,
  type ReportedDifference,
  wholes,
} from './difference-groups.ts';
export { renderDifferences, sayFact, sayFactName } from './differences.ts';
export { FORMATS, type Format } from './formats/index.ts';
export { mermaid } from './formats/mermaid.ts';
export { sayChanges, sayRun } from './migrations.ts';
export { entry, indented, styled, width } from './page.ts';
export { count, instant, sayBytes, sayDuration, sayVersion } from './quantities.ts';
export { commented, terminated } from './script.ts';
export { type SideBySideRow, sideBySide } from './side-by-side.ts';
export { summarizeChange, summarizeDifference, summarizeDifferences, withoutParts } from './summary.ts';
export { renderTable } from './table.ts';
export { renderUnsupported, sayUnsupported } from './unsupported.ts';
