export { DEPENDENCIES, type DependencyRow } from './dependencies.ts';
export type { Fact } from './fact.ts';
export { identityOf, type Named, type ObjectId, partId, wholeId } from './id.ts';
export { withoutPolicies } from './policies.ts';
export { bare, beside, pathPart, qualified, quoted } from './quote.ts';
export { repeatable, sameWords } from './repeatable.ts';
export {
  columnGrants,
  named,
  namedAlone,
  namedJson,
  nameSql,
  notOfExtension,
  relationGrants,
  routineGrants,
  userSchema,
} from './scope.ts';
export type { Session } from './session.ts';
