import type { EntityManager } from '@mikro-orm/core';
import type { Catalog } from '../canonical/index.ts';
import { compareCatalogs, type Decisions, type Difference } from '../diff/index.ts';
import { type Hazard, type LiveDatabase, type Plan, planChange, type Question } from '../plan/index.ts';
import { type Proof, prove } from '../proof/index.ts';
import { buildEntities, type Shadow } from '../shadow/index.ts';
import { adopt } from './adopt.ts';
import { type Recorded, replay } from './replay.ts';

/** What a change of the entities takes, proven; or what stands in its way. */
export type Change =
  | { kind: 'none' }
  | { kind: 'questions'; questions: Question[]; differences: Difference[] }
  | {
      kind: 'proven';
      differences: Difference[];
      hazards: Hazard[];
      proof: Proof;
    };

export interface ChangeOptions {
  em: EntityManager;
  migrations: readonly Recorded[];
  decisions: Decisions;
  live: LiveDatabase | undefined;
  /** The schema to get to, in the words of the shadow's PostgreSQL; what the entities say where it is absent. */
  target?: Catalog | undefined;
  /** One transaction instead of stages that let traffic through. */
  together?: boolean;
  /** The first migration, for databases that older scripts left behind; renames are the older names then. */
  adopting?: boolean;
  /** Hazards that were agreed to; asked for with what would be lost, and by which differences. */
  agree(losses: readonly Hazard[], differences: readonly Difference[]): Promise<void>;
  progress: (line: string) => void;
}

/** The schema that is to be, which the entities say, and the one that the migrations lead to; the shadow is left in the latter. */
export async function bothSides(
  shadow: Shadow,
  { em, migrations, target }: Pick<ChangeOptions, 'em' | 'migrations' | 'target'>,
): Promise<{ from: Catalog; to: Catalog }> {
  const to = target ?? (await buildEntities(shadow, em));
  await replay(shadow, migrations);
  return { from: await shadow.read(), to };
}

/** Finds what the entities say beyond the migrations, plans the way and proves it. Writes nothing. */
export async function findChange(shadow: Shadow, options: ChangeOptions): Promise<Change> {
  const { migrations, live, together = false, adopting = false, agree, progress } = options;
  const formerly = adopting ? options.decisions.renames : [];
  const decisions = adopting ? { ...options.decisions, renames: [] } : options.decisions;
  progress('reading entities and migrations');
  const { from, to } = await bothSides(shadow, options);
  const differences = compareCatalogs(from, to);
  if (differences.length === 0) return { kind: 'none' };

  progress(`planning ${differences.length} ${differences.length === 1 ? 'difference' : 'differences'}`);
  const plan: Plan = await planChange(shadow, to, { decisions, live, online: !together, ifMissing: adopting });
  if (plan.questions.length > 0) return { kind: 'questions', questions: plan.questions, differences };
  const losses = plan.hazards.filter(({ kind }) => kind === 'data-loss');
  if (losses.length > 0) await agree(losses, differences);
  const steps = adopting ? await adopt(shadow, to, plan.steps, formerly) : plan.steps;

  progress(`proving ${steps.length} ${steps.length === 1 ? 'step' : 'steps'}: up, down, up again`);
  const restore = (): Promise<void> => replay(shadow, migrations);
  const proof = await prove(shadow, { from, to, steps, decisions, restore });
  return { kind: 'proven', differences, hazards: plan.hazards, proof };
}
