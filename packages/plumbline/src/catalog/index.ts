export * from './catalog.ts';
export type * from './facts.ts';
export { KINDS, type Kind, type ObjectId, partId } from './id.ts';
export { withoutPolicies } from './policies.ts';
export { beside, qualified, quoted } from './quote.ts';
export { sameWords } from './read/repeatable.ts';
export { OLDEST, type ReadOptions, readCatalog, type Session } from './read.ts';
export { readUnmodelled, type Unmodelled, unmodelledOnlyIn } from './unmodelled.ts';
export { COUNTING_FACTS, countingClause, type Fact, factsOf, wordsOf } from './words.ts';
