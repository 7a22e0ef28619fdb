export { ANSWERS, type Answer, asFlag, decide, MalformedAnswer, renameText } from './answers.ts';
export { compareCatalogs, type Difference, differingFacts, type FactDifference } from './compare.ts';
export { type Decisions, inverse, noDecisions, type Rename, type RenameKind } from './decisions.ts';
export { UnknownName } from './lookup.ts';
