export { dropIdentity, goOnWith, setIdentity, withoutSource } from './column/identity.ts';
export type { Generated } from './column/model.ts';
export { changesLength, type Retyping } from './column/retyping.ts';
export { CONSTRAINT_LISTS } from './constraint/kind.ts';
export { attachIndex } from './constraint/statements.ts';
export type { Context, FactDifference, ObjectKind } from './contract.ts';
export type { Draft, Phase } from './draft.ts';
export { onlyAdds, sameLabels } from './enum/statements.ts';
export { makeExtension } from './extension/statements.ts';
export type { Hazard, HazardKind, ObjectHazard } from './hazard.ts';
export type {
  Catalog,
  CatalogObject,
  ColumnObject,
  ConstraintObject,
  EnumObject,
  ExtensionObject,
  FactName,
  FunctionObject,
  IndexObject,
  Kind,
  ObjectOf,
  SequenceObject,
  TableObject,
  TriggerObject,
  ViewObject,
} from './model.ts';
export { objectOf, objectsOf, partsOf, requireObject } from './model.ts';
export { ORDER } from './order.ts';
export {
  type Counting,
  countIn,
  countValues,
  countWhere,
  isEmpty,
  type PlanningContext,
  type Rows,
  rowsIn,
} from './planning-context.ts';
export { ANSWERS, type Answer, type Choice, choice, EXPRESSION, type Question } from './question.ts';
export { OLDEST, type ReadOptions, readCatalog } from './read.ts';
export { factsOf, KINDS, kindOf, REGISTRY, relationOf, sharedName, takenName, wordsOf } from './registry.ts';
export { ownSequence } from './sequence/statements.ts';
export { renameAway, takeRows } from './table/rebuild.ts';
export {
  attachPartition,
  columnsOf,
  counterpart,
  detachPartition,
  partitionsOf,
} from './table/statements.ts';
export { dropRenamed, renameOld } from './types.ts';
export { readUnsupported, type Unsupported, unsupportedOnlyIn } from './unsupported.ts';
export type { Conversion, Fill } from './values.ts';
