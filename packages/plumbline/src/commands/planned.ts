import { resolve } from 'node:path';
import type { Catalog } from '../canonical/index.ts';
import { type Answer, decide } from '../diff/index.ts';
import { readDecisionsFile, unanswered } from '../generate/index.ts';
import { copyCatalog, type Hazard, planChange, type Step } from '../plan/index.ts';
import { splitStages } from '../proof/index.ts';
import { settingsOf } from '../settings.ts';
import type { Project } from './project.ts';
import type { Source, State } from './states/index.ts';

/** What a person says about a plan. */
export interface PlanRequest {
  answers: readonly Answer[];
  /** Stages that keep tables usable, instead of one transaction for all. */
  online: boolean;
  /** Asks nothing: the shape counts, and not what becomes of rows. */
  shapeOnly: boolean;
}

/** A plan, as statements in their transactions. */
export interface PlannedScript {
  stages: { transactional: boolean; steps: Pick<Step, 'sql' | 'object' | 'group'>[] }[];
  hazards: Hazard[];
}

interface From {
  source: Source;
  state: State;
  to: Catalog;
}

/**
 * Plans the way from a state to another.
 *
 * @throws Problem PL310 where somebody has to answer
 */
export async function planScript(
  project: Project,
  { source, state, to }: From,
  { answers = [], online = false, shapeOnly = false }: Partial<PlanRequest>,
): Promise<PlannedScript> {
  const shadow = await project.shadow();
  const file = resolve(project.root, settingsOf(project.orm.config).decisionsFile);
  const decisions = decide([...(await readDecisionsFile(file)), ...answers]);
  // a database is not on the shadow, and whatever was read meanwhile is
  if (source.kind === 'db') await copyCatalog(shadow, state.catalog);
  else await source.read(async () => shadow);
  const plan = await (source.asking && !shapeOnly
    ? source.asking(live => planChange(shadow, to, { decisions, online, live }))
    : planChange(shadow, to, { decisions, online, unasked: shapeOnly }));
  if (plan.questions.length > 0) throw unanswered(plan.questions, { command: 'diff A B --sql' });
  return {
    stages: splitStages(plan.steps).map(steps => ({
      transactional: steps[0]?.phase !== 'alone',
      steps: steps.map(({ sql, object, group }) => ({ sql, object, group })),
    })),
    hazards: plan.hazards,
  };
}
