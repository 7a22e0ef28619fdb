export { type Diagnostic, diagnosticOf, FORMATS, type Format } from './diagnostics.ts';
export { renderDifferences, sayFactName, sayWords } from './differences.ts';
export { entry, indented, styled, width } from './page.ts';
export { commented, terminated } from './script.ts';
export { type SideBySideRow, sideBySide } from './side-by-side.ts';
export { renderTable } from './table.ts';
export { countWholes, type DifferenceGroup, grouped, type ToldDifference, tell, wholes } from './told.ts';
export { renderUnmodelled, sayUnmodelled } from './unmodelled.ts';
export { count, instant, sayVersion } from './words.ts';
