import { type Decisions, findObject, objectNamed } from '../compare/index.ts';
import { type Catalog, type PlanningContext as KnownContext, partitionsOf } from '../objects/index.ts';

/** All that is known when a change is planned. */
export interface PlanningContext extends KnownContext {
  decisions: Decisions;
  /** Whether what is there already stays as it is: for a database that older scripts left behind. */
  ifMissing: boolean;
}

/** What a person said goes: it is not there under another name. */
export const toGo = ({ from, decisions }: Pick<PlanningContext, 'from' | 'decisions'>): Set<string> =>
  new Set(decisions.drop.flatMap(text => objectNamed(from, text)?.id ?? []));

/** Tables and all their partitions. */
export function withPartitions(catalog: Catalog, paths: readonly string[]): ReadonlySet<string> {
  const tables = paths.map(path => findObject(catalog, 'table', path));
  return new Set(tables.flatMap(table => [table, ...partitionsOf(catalog, table)]).map(({ id }) => id));
}
