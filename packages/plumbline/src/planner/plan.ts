import type { Session } from '../catalog/index.ts';
import {
  afterRenames,
  type Decisions,
  findObject,
  keeping,
  noDecisions,
  type Outline,
  objectNamed,
  outlineOf,
  renamedIds,
  type Unmanaged,
  valueBefore,
} from '../compare/index.ts';
import { type Catalog, choice, type Hazard, type Question } from '../objects/index.ts';
import type { Shadow } from '../shadow/index.ts';
import { openQuestions } from './ask/index.ts';
import { buildSteps } from './build-steps.ts';
import { chooseConversion, retypings } from './conversions.ts';
import { deniedRenames, fillsById, rebuiltTables, replacementsOf } from './decided.ts';
import { hazardsOf, sessionFills } from './hazards/index.ts';
import { movePartitions } from './move-partitions.ts';
import { type PlanningContext, withPartitions } from './planning-context.ts';
import { rename } from './rename.ts';
import { type Evidence, rowsOf } from './rows.ts';
import type { Step } from './step.ts';

export interface PlanOptions {
  decisions?: Decisions;
  /** What stays as it is, whatever the target says. */
  unmanaged?: Unmanaged | undefined;
  /** A connection to the live database, to ask about its rows. */
  live?: Session | undefined;
  /** What that database stands for: one of many where it is not said. */
  evidence?: Evidence;
  /** Takes a column that differs from another only in its name, at the same place, for a rename, and says so. */
  guess?: boolean;
  /** Keeps tables that hold rows usable meanwhile, in stages of their own, instead of one transaction for all. */
  online?: boolean;
  /** Leaves what is there already as it is: `create … if not exists`. */
  ifMissing?: boolean;
  /** The oldest version of PostgreSQL that the plan is for, as `server_version_num`, where the shadow is newer. */
  version?: number | undefined;
  /** Asks nothing: the way back of a change, where the shape counts and what was lost stays lost. */
  unasked?: boolean;
}

/** What it takes to get from one schema to another, or what has to be answered first. */
export interface Plan {
  steps: Step[];
  /** Not empty: the steps are not to be run. */
  questions: Question[];
  hazards: Hazard[];
  /** The ids, after renames, of what stays though the target does not say it. */
  kept: string[];
  /** The target with that in it. */
  target: Catalog;
  /** The ids that objects of the first schema have after renames, where they are others. */
  renamed: ReadonlyMap<string, string>;
  /** The change as people see it. */
  outline: Outline;
}

/**
 * Plans the way from the schema that the shadow holds to another. Renames, partitions that move, casts and enum values are tried out on the
 * shadow in a transaction that is taken back.
 *
 * @throws UnknownName when a decision names something that is not there
 *
 * @example
 * const { steps, questions } = await planChange(shadow, after);
 * if (questions.length === 0) for (const { sql: statement } of steps) console.log(statement);
 */
export async function planChange(shadow: Shadow, target: Catalog, options: PlanOptions = {}): Promise<Plan> {
  const {
    decisions = noDecisions(),
    unmanaged,
    live,
    evidence = 'sample',
    guess = false,
    online = false,
    unasked = false,
    ifMissing = false,
  } = options;
  const original = await shadow.read();
  // it has to run on the shadow, too
  const version = Math.min(options.version ?? original.version, original.version);
  return shadow.attempt(async () => {
    const renamed = await rename(shadow, original, target, { decisions, guess });
    const { catalog: named } = renamed;
    const rows = (catalog: Catalog) => live && rowsOf({ live, evidence }, original, catalog);
    await movePartitions(shadow, renamed, target, rows);
    const from = renamed.catalog;
    const {
      catalog: to,
      kept,
      lost,
    } = keeping(from, target, {
      keep: namedBy(decisions.keep, original, from),
      drop: new Set(namedBy(decisions.drop, original, from)),
      unmanaged,
    });
    const retyped = await retypings(shadow, from, to, decisions.conversions);
    const undone = new Map(
      Object.entries(decisions.undone).map(([path, expression]) => [findObject(to, 'column', path).id, expression]),
    );
    if (unasked)
      for (const retyping of retyped.values())
        await chooseConversion(shadow, to, retyping, undone.get(retyping.after.id));
    const answered = { from, to, decisions, valueBefore: valueBefore(original, from) };
    const planning: PlanningContext = {
      ...answered,
      fills: fillsById(answered),
      replacements: replacementsOf(answered),
      deniedRenames: (type, label) => deniedRenames(answered, type, label),
      rebuilt: rebuiltTables(answered),
      retypings: retyped,
      version,
      ifMissing,
      rows: rows(from),
      empty: withPartitions(from, decisions.empty),
    };
    const questions = unasked ? [] : [...lost.map(askLost), ...(await openQuestions(planning))];
    const result = {
      questions,
      kept,
      target: to,
      renamed: renamedIds(original, from),
      outline: outlineOf(original, named, to, decisions),
    };
    if (questions.length > 0) return { ...result, steps: renamed.steps, hazards: renamed.hazards };
    const found = [...(await hazardsOf(planning)), ...(await sessionFills(shadow, planning))];
    // nobody had to be asked: there are no values
    for (const retyping of retyped.values()) if (!retyping.conversion) await chooseConversion(shadow, to, retyping);
    const drawn = await buildSteps(shadow, planning, found, { online, unasked });
    const weighed = [...found, ...drawn.hazards].map(({ object, hazard }) => ({ ...hazard, object }));
    return {
      ...result,
      steps: [...renamed.steps, ...drawn.steps],
      hazards: [...renamed.hazards, ...weighed],
    };
  });
}

/** What answers name, under the names that it has after renames. */
function* namedBy(texts: readonly string[], original: Catalog, renamed: Catalog): Generator<string> {
  for (const text of texts) {
    const object = objectNamed(original, text);
    const id = object && afterRenames(object.id, original, renamed);
    if (id !== undefined) yield id;
  }
}

const askLost = ({ object, needs }: ReturnType<typeof keeping>['lost'][number]): Question => ({
  id: 'kept-without',
  message: `${object.id} is to stay, and ${needs} goes, which it needs`,
  object: object.id,
  choices: [choice('drop', object.id, 'it goes too')],
});
