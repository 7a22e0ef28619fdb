export { type Diagnostic, diagnosticOf, pointOf } from './diagnostics.ts';
export { type Diagram, diagramOf } from './diagram.ts';
export {
  countWholes,
  type DifferenceGroup,
  groupDifferences,
  nameDifferent,
  type ReportedDifference,
  renderDifferences,
  renderSideBySide,
  summarizeChange,
  summarizeDifference,
  summarizeDifferences,
  wholes,
  withoutParts,
} from './differences/index.ts';
export { FORMATS, type Format } from './formats/index.ts';
export { mermaid } from './formats/mermaid.ts';
export { sayChanges, sayRun } from './migrations.ts';
export { entry, indented, styled, width } from './page.ts';
export { count, instant, sayBytes, sayDuration, sayVersion } from './quantities.ts';
export { commented, terminated } from './script.ts';
export { renderTable } from './table.ts';
export { renderUnsupported, sayUnsupported } from './unsupported.ts';
