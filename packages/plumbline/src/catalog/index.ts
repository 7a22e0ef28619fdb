export { sameWords, withArrayCasts } from './array-casts.ts';
export { DEPENDENCIES, type DependencyRow } from './dependencies.ts';
export type { Fact } from './fact.ts';
export { identityOf, type Named, type ObjectId, partId, wholeId } from './id.ts';
export { withoutPolicies } from './policies.ts';
export { bare, pathPart, qualifiedNameOf, quoted, temporaryName } from './quote.ts';
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
