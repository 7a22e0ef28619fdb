export { asFlag, decide, MalformedAnswer, renameText } from './answers.ts';
export { compareCatalogs, type Difference, differingFacts, type FactDifference, reversed } from './compare.ts';
export {
  comparable,
  cutPath,
  type Decisions,
  inverse,
  isWhole,
  noDecisions,
  type Rename,
  type RenameKind,
  splitPath,
} from './decisions.ts';
export { afterRenames, keeping, leaving, renamedIds, type Unmanaged, withObjects } from './keeping.ts';
export { findObject, objectNamed, UnknownName } from './lookup.ts';
export { obviousRenames } from './obvious.ts';
export { type Outline, outlineOf, type Renaming } from './outline.ts';
export { followed, holderOf, inFirstWords, renameSteps, stateOf, subjectOf, valueBefore } from './renames.ts';
