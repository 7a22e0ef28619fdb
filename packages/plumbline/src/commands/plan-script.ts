import { resolve } from 'node:path';
import { readDecisionsFile, unanswered, versionFor } from '../authoring/index.ts';
import { decide } from '../compare/index.ts';
import type { Answer, Catalog, Hazard } from '../objects/index.ts';
import { copyCatalog, planChange, type Step } from '../planner/index.ts';
import { ProofFailure, splitStages } from '../proof/index.ts';
import { settingsOf } from '../settings.ts';
import { type Shadow, StatementFailure } from '../shadow/index.ts';
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
export interface PlanScript {
  stages: { transactional: boolean; steps: Pick<Step, 'sql' | 'object' | 'group'>[] }[];
  hazards: Hazard[];
}

interface From {
  source: Source;
  state: State;
  to: Catalog;
  /** Whether that is what the entities say: then what they do not mention may stay. */
  isOfEntities: boolean;
}

/**
 * Plans the way from a state to another.
 *
 * @throws Problem PL310 where somebody has to answer
 */
export async function planScript(
  project: Project,
  { source, state, to, isOfEntities }: From,
  { answers = [], online = false, shapeOnly = false }: Partial<PlanRequest>,
): Promise<PlanScript> {
  const shadow = await project.shadow();
  const file = resolve(project.root, settingsOf(project.orm.config).decisionsFile);
  const said = decide([...(await readDecisionsFile(file)), ...answers]);
  // what is on file about what stays is about the entities
  const { keep, drop } = isOfEntities ? said : decide(answers);
  const decisions = { ...said, keep, drop };
  const unmanaged = isOfEntities ? project.migrator.unmanaged() : undefined;
  // a database is not on the shadow, and whatever was read meanwhile is
  if (source.kind === 'db') await copyCatalog(shadow, state.catalog);
  else await source.read(async () => shadow);
  // a script is for the database that it begins at; another state is on the shadow
  const version = await versionFor(settingsOf(project.orm.config).shadow, state.catalog);
  const plan = await (source.asking && !shapeOnly
    ? source.asking(live => planChange(shadow, to, { decisions, unmanaged, online, live, evidence: 'target', version }))
    : planChange(shadow, to, { decisions, unmanaged, online, unasked: shapeOnly, version }));
  if (plan.questions.length > 0) throw unanswered(plan.questions, { command: 'diff A B --sql' });
  await tryOut(shadow, plan.steps);
  return {
    stages: splitStages(plan.steps).map(steps => ({
      transactional: steps[0]?.phase !== 'alone',
      steps: steps.map(({ sql, object, group }) => ({ sql, object, group })),
    })),
    hazards: plan.hazards,
  };
}

/**
 * Runs a plan on the shadow, which holds the state that it starts from: a script commits stage by stage, and nothing may
 * be committed of one that fails later on.
 *
 * @throws ProofFailure for the first statement that PostgreSQL refuses
 */
async function tryOut(shadow: Shadow, steps: readonly Step[]): Promise<void> {
  await shadow.run('set check_function_bodies = off');
  for (const stage of splitStages(steps)) {
    const statements = stage.map(({ sql }) => sql);
    await shadow.apply(statements, { alone: stage[0]?.phase === 'alone' }).catch((error: unknown) => {
      if (!(error instanceof StatementFailure)) throw error;
      throw new ProofFailure('up', error.message, { statement: error.statement, cause: error });
    });
  }
}
