import { compareCatalogs, inverse, withObjects } from '../compare/index.ts';
import type { Catalog } from '../objects/index.ts';
import { planChange, type Step } from '../planner/index.ts';
import { type Shadow, StatementFailure } from '../shadow/index.ts';
import type { Change } from './change.ts';
import { decidedColumns } from './decided.ts';
import { ProofFailure } from './failure.ts';
import { firstFilling, otherFilling } from './filling.ts';
import { type Contents, changedRows, contents, followed, placesIn } from './kept.ts';
import { type Measure, measured, relationsOf } from './measure.ts';
import { type Filling, fillTables } from './rows.ts';
import { unusually } from './session.ts';
import { touchedTables } from './touched.ts';
import { writtenByTriggers } from './triggers.ts';

/** Part of a change that is committed as one: a migration file of its own. */
export interface ProvenStage {
  transactional: boolean;
  up: { step: Step; measure: Measure }[];
  down: Step[];
}

export interface Proof {
  stages: ProvenStage[];
  /** PostgreSQL's version, as `server_version_num`. */
  version: number;
  /** Rows that went through the change, and in how many tables. */
  rows: number;
  tables: number;
  /** What could not be shown with rows, and why. */
  limits: string[];
}

/** A change of the schema that the shadow holds, and returns to. */
export interface Claim extends Change {
  steps: readonly Step[];
  /** The ids, after the change, of what stays though the second schema does not say it. */
  kept?: readonly string[];
  /** The oldest version of PostgreSQL that the way back is for, as `server_version_num`. */
  version?: number | undefined;
  /** Puts the shadow back into the state of `from`, without rows. */
  restore(): Promise<void>;
}

/**
 * Shows on the shadow what a change does: up, and nothing is left to do; down, and everything is back where it was; up
 * again. Rows go through it and are compared. The shadow ends in the new state.
 *
 * @throws ProofFailure with the step, its SQL and what PostgreSQL said
 */
export async function prove(shadow: Shadow, claim: Claim): Promise<Proof> {
  const limits: string[] = [];
  let filling = firstFilling(claim.from, claim.decisions);
  for (;;) {
    try {
      return await attempt(shadow, claim, filling, limits);
    } catch (error) {
      const other = error instanceof ProofFailure ? otherFilling(error, filling, claim) : undefined;
      if (!other) throw error;
      filling = other.filling;
      if (other.limit) limits.push(other.limit);
      await claim.restore();
    }
  }
}

async function attempt(shadow: Shadow, claim: Claim, filling: Filling, limits: readonly string[]): Promise<Proof> {
  const { from, to, steps, decisions, kept = [], version } = claim;
  const filled = await unusually(shadow, () => fillTables(shadow, claim, touchedTables(steps, claim), filling));
  const exempt = decidedColumns(claim);
  const first = await shadow.read();
  const written = await writtenByTriggers(shadow, first, filled.rows.keys());
  const before = await contents(shadow, new Map([...placesIn(first)].filter(([{ id }]) => !written.has(id))));
  const stages = splitStages(steps);

  const states = [first];
  const measures: Measure[][] = [];
  for (const stage of stages) {
    measures.push(await runUp(shadow, stage, 'up'));
    states.push(await shadow.read());
  }
  const last = states.at(-1) as Catalog;
  for (const id of kept) if (!last.objects.has(id)) throw new ProofFailure('up', `${id} is to stay, and is gone`);
  const end = withObjects(last, to, kept);
  expectSame('up', last, end, 'the database differs from the entities afterwards');
  const places = followed(first, last, exempt);
  const after = await contents(shadow, places);
  expectRows('up', before, after);
  const downs: Step[][] = [];
  for (const [i, stage] of [...stages.entries()].reverse()) {
    const start = states[i] as Catalog;
    const down = await planChange(shadow, start, {
      decisions: inverse(decisions, from.defaultSchema),
      guess: true,
      unasked: true,
      online: isAlone(stage),
      version,
    });
    await run(shadow, down.steps, 'down');
    expectSame('down', await shadow.read(), start, 'the way down does not lead back');
    downs.unshift(down.steps);
  }
  expectRows('down', after, await contents(shadow, placesIn(first)));
  for (const stage of stages) await runUp(shadow, stage, 'up again');
  expectSame('up again', await shadow.read(), end, 'the second way up leads elsewhere');
  return {
    stages: stages.map((stage, i) => ({
      transactional: !isAlone(stage),
      up: stage.map((step, j) => ({ step, measure: onOld(states[i] as Catalog, measures[i]?.[j]) })),
      down: downs[i] ?? [],
    })),
    version: last.version,
    rows: [...filled.rows.values()].reduce((sum, rows) => sum + rows, 0),
    tables: filled.rows.size,
    limits: [...limits, ...[...filled.empty].map(([table, why]) => `${table} stayed empty: ${why}`)],
  };
}

/** What a step took of relations that others can use: those that were there before the stage. */
function onOld({ objects }: Catalog, measure: Measure = { locks: [], rewrites: [] }): Measure {
  const old = new Set(
    [...objects.values()].flatMap(({ kind, qualifiedName }) =>
      kind === 'table' || kind === 'view' ? [qualifiedName] : [],
    ),
  );
  return { ...measure, locks: measure.locks.filter(({ relation }) => old.has(relation)) };
}

const isAlone = (stage: readonly Step[]): boolean => stage[0]?.phase === 'alone';

/** The steps of each stage that has any. */
export function splitStages(steps: readonly Step[]): Step[][] {
  const stages = new Map<number, Step[]>();
  for (const step of steps) stages.set(step.stage, [...(stages.get(step.stage) ?? []), step]);
  return [...stages].sort(([a], [b]) => a - b).map(([, stage]) => stage);
}

async function runUp(shadow: Shadow, stage: readonly Step[], phase: ProofFailure['phase']): Promise<Measure[]> {
  const measures: Measure[] = [];
  const old = await relationsOf(shadow);
  const around = async (work: () => Promise<void>): Promise<void> =>
    void measures.push(await measured(shadow, work, old));
  await guarded(phase, shadow, stage, isAlone(stage) ? { alone: true } : { around });
  return measures;
}

async function run(shadow: Shadow, steps: readonly Step[], phase: ProofFailure['phase']): Promise<void> {
  for (const stage of splitStages(steps)) await guarded(phase, shadow, stage, { alone: isAlone(stage) });
}

async function guarded(
  phase: ProofFailure['phase'],
  shadow: Shadow,
  stage: readonly Step[],
  options: Parameters<Shadow['apply']>[1],
): Promise<void> {
  try {
    await unusually(shadow, () =>
      shadow.apply(
        stage.map(({ sql }) => sql),
        options,
      ),
    );
  } catch (error) {
    if (!(error instanceof StatementFailure)) throw error;
    const { statement } = error;
    const { object, group } = stage.find(({ sql }) => sql === statement) ?? {};
    throw new ProofFailure(phase, error.message, { statement, object, group, cause: error });
  }
}

function expectRows(phase: ProofFailure['phase'], before: Contents, after: Contents): void {
  const table = changedRows(before, after);
  if (table !== undefined) throw new ProofFailure(phase, `rows of ${table} were changed, which nobody decided`);
}

function expectSame(phase: ProofFailure['phase'], got: Catalog, want: Catalog, why: string): void {
  const differences = compareCatalogs(got, want);
  if (differences.length > 0) throw new ProofFailure(phase, why, { differences });
}
