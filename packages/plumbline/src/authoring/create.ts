import type { EntityManager } from '@mikro-orm/core';
import type { Session } from '../catalog/index.ts';
import {
  compareCatalogs,
  type Decisions,
  type Difference,
  keeping,
  type Outline,
  type Unmanaged,
} from '../compare/index.ts';
import type { Catalog, Hazard, Question } from '../objects/index.ts';
import { type Evidence, type Plan, planChange } from '../planner/index.ts';
import { type Proof, prove } from '../proof/index.ts';
import { counted } from '../quantity.ts';
import type { Shadow } from '../shadow/index.ts';
import { adopt } from './adopt.ts';
import { buildBesideMigrations } from './entities.ts';
import { askHandMade, fatesOf, unknownObject } from './hand-made.ts';
import { type HandMade, replayWithChanges } from './provenance.ts';
import { type Recorded, replay } from './replay.ts';
import { requireOlder } from './too-new.ts';

/** What a change of the entities takes, proven; or what stands in its way. */
export type Change =
  | { kind: 'none' }
  | { kind: 'questions'; questions: Question[]; differences: Difference[] }
  | {
      kind: 'proven';
      outline: Outline;
      hazards: Hazard[];
      proof: Proof;
    };

export interface ChangeOptions {
  em: EntityManager;
  migrations: readonly Recorded[];
  decisions: Decisions;
  /** What of the migrations' schema stays, whatever the entities say. */
  unmanaged?: Unmanaged | undefined;
  /** A connection to a database with rows, and what it stands for. */
  live: Session | undefined;
  evidence: Evidence;
  /** The schema to get to, in the words of the shadow's PostgreSQL; what the entities say where it is absent. */
  target?: Catalog | undefined;
  /** One transaction instead of stages that let traffic through. */
  together?: boolean;
  /** The oldest version of PostgreSQL that the migration is for, as `server_version_num`; the shadow's where it is not known. */
  version?: number | undefined;
  /** The first migration, for databases that older scripts left behind; renames are the older names then. */
  adopting?: boolean;
  /** Answers on file, which may be about something that is gone by now. */
  onFile?: ReadonlySet<string>;
  /** Asked about rows that are known to make the change fail. */
  agreeToFail(hazards: readonly Hazard[], differences: readonly Difference[]): Promise<void>;
  /** Hazards that were agreed to; asked for with what would be lost, and by which differences. */
  agree(losses: readonly Hazard[], differences: readonly Difference[]): Promise<void>;
  progress: (line: string) => void;
}

/** The schema that is to be, which the entities say, and the one that the migrations lead to; the shadow is left in the latter. */
export async function bothSides(
  shadow: Shadow,
  { em, migrations, target }: Pick<ChangeOptions, 'em' | 'migrations' | 'target'>,
): Promise<{ from: Catalog; to: Catalog; made: HandMade }> {
  const to = target ?? (await buildBesideMigrations(shadow, em, migrations));
  const made = await replayWithChanges(shadow, migrations);
  return { from: await shadow.read(), to, made };
}

/** Finds what the entities say beyond the migrations, plans the way and proves it. Writes nothing. */
export async function findChange(shadow: Shadow, options: ChangeOptions): Promise<Change> {
  const { migrations, live, evidence, unmanaged, together = false, adopting = false, version } = options;
  const { agree, agreeToFail, progress } = options;
  const formerly = adopting ? options.decisions.renames : [];
  const said = adopting ? { ...options.decisions, renames: [] } : options.decisions;
  progress('reading entities and migrations');
  const { from, to, made } = await bothSides(shadow, options);
  const fates = fatesOf(from, said);
  for (const text of fates.gone) {
    if (!options.onFile?.has(text)) throw unknownObject(text, from);
    progress(`note: the decisions file speaks of ${text}, which is not there any more`);
  }
  const decisions = { ...said, keep: [...fates.keep], drop: [...fates.drop] };
  const { catalog: wanted, settings } = keeping(from, to, { ...fates, unmanaged });
  for (const setting of settings) progress(`note: no entity says it, and it stays: ${setting}`);
  const differences = compareCatalogs(from, wanted);
  if (differences.length === 0) return { kind: 'none' };

  progress(`planning ${counted(differences.length, 'difference')}`);
  const plan: Plan = await planChange(shadow, to, {
    ...{ decisions, unmanaged, live, evidence, version },
    ...{ online: !together, ifMissing: adopting },
  });
  // a database that is the target already is as somebody wants it
  const open = options.target ? [] : askHandMade(from, wanted, fates, made, renamedIn(plan.questions));
  const questions = [...plan.questions, ...open];
  if (questions.length > 0) return { kind: 'questions', questions, differences };
  if (version !== undefined) await requireOlder(plan.steps, version);
  const failing = plan.hazards.filter(({ kind, isSeen }) => kind === 'may-fail' && isSeen);
  if (failing.length > 0) await agreeToFail(failing, differences);
  const losses = plan.hazards.filter(({ kind }) => kind === 'data-loss');
  if (losses.length > 0) await agree(losses, differences);
  const steps = adopting ? await adopt(shadow, to, plan.steps, formerly) : plan.steps;

  progress(`proving ${counted(steps.length, 'step')}: up, down, up again`);
  const restore = (): Promise<void> => replay(shadow, migrations);
  const proof = await prove(shadow, {
    from,
    to: plan.target,
    renamed: plan.renamed,
    steps,
    decisions,
    kept: plan.kept,
    version,
    restore,
  });
  // of what is adopted, the renames are the older names of what is there
  const outline = {
    ...plan.outline,
    decisions: { ...plan.outline.decisions, renames: [...plan.outline.decisions.renames, ...formerly] },
  };
  return { kind: 'proven', outline, hazards: plan.hazards, proof };
}

/** What may be there under another name, which is asked first. */
const renamedIn = (questions: readonly Question[]): Set<string> =>
  new Set(
    questions.flatMap(({ choices }) =>
      choices.flatMap(({ answer: { flag, text } }) => (flag === 'rename' ? [text.slice(0, text.indexOf('='))] : [])),
    ),
  );
