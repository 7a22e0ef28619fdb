import type { Options } from '@mikro-orm/core';
import { type DifferenceGroup, groupDifferences } from '../report/index.ts';
import { type Compared, compareSources, type Side } from './compared.ts';
import { type PlanRequest, type PlanScript, planScript } from './plan-script.ts';
import { type Project, withProject } from './project.ts';
import { sourceOf } from './states/index.ts';

/** What two states differ in, and the statements that lead from one to the other where they were asked for. */
export interface Diff {
  from: Side;
  to: Side;
  same: boolean;
  groups: DifferenceGroup[];
  /** What others keep in the same database; left alone. */
  others: string[];
  /** What no difference is about, because the toolkit does not model it. */
  unmodelled: Compared['unsupported'];
  /** The way from the first to the second; absent where it was not asked for. */
  plan?: PlanScript;
}

/** The two states, and whether statements are asked for. */
export interface DiffRequest extends Partial<PlanRequest> {
  /** Two states: `entities`, `migrations@NAME`, `db:DSN`, `file:schema.sql`, `git:REVISION`. */
  from: string;
  to: string;
  /** Whether the way from one to the other is planned. */
  sql?: boolean;
}

/**
 * Compares any two states. Nothing is changed.
 *
 * @throws Problem PL310 for a plan that needs an answer, and what reading a state throws
 *
 * @example
 * const { groups } = await diff(options, { from: 'migrations', to: 'entities' });
 * for (const { object } of groups) console.log(object);
 */
export const diff = (options: Partial<Options>, request: DiffRequest): Promise<Diff> =>
  withProject(options, project => diffOf(project, request));

export async function diffOf(project: Project, { from, to, sql = false, ...request }: DiffRequest): Promise<Diff> {
  const compared = await compareSources(project, [await sourceOf(project, from), await sourceOf(project, to)]);
  const [state, after] = compared.states;
  const isOfEntities = after.kind === 'entities';
  return {
    from: compared.from,
    to: compared.to,
    same: compared.differences.length === 0,
    groups: groupDifferences(compared.differences),
    others: compared.others,
    unmodelled: compared.unsupported,
    ...(sql && {
      plan: await planScript(
        project,
        { source: compared.sources[0], state, to: isOfEntities ? after.catalog : compared.catalogs[1], isOfEntities },
        request,
      ),
    }),
  };
}
