import { inverse, withObjects } from '../compare/index.ts';
import type { Catalog } from '../objects/index.ts';
import { planChange, type Step } from '../planner/index.ts';
import { type Shadow, StatementFailure } from '../shadow/index.ts';
import { affectedTables } from './affected-tables.ts';
import type { Change } from './change.ts';
import { decidedColumns } from './decided.ts';
import { ProofFailure } from './failure.ts';
import { firstFilling, otherFilling } from './filling.ts';
import { type Measure, measured, relationsOf } from './measure.ts';
import { type Leg, roundTrip, type SchemaState } from './round-trip.ts';
import { FollowedRows } from './row-snapshot.ts';
import { type Filling, fillTables } from './rows.ts';
import { unusually } from './session.ts';
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
  const filled = await unusually(shadow, () => fillTables(shadow, claim, affectedTables(steps, claim), filling));
  const exempt = decidedColumns(claim);
  const first = await shadow.read();
  const written = await writtenByTriggers(shadow, first, filled.rows.keys());
  const stages = splitStages(steps);
  const measures: Measure[][] = [];
  const downs: Step[][] = [];
  const legs = stages.map((stage, i): Leg => {
    const up = async (phase: 'up' | 'up again'): Promise<void> => {
      const measured = await runUp(shadow, stage, phase);
      measures[i] ??= measured;
    };
    const down = async ({ catalog }: SchemaState): Promise<void> => {
      const plan = await planChange(shadow, catalog, {
        decisions: inverse(decisions, from.defaultSchema),
        guess: true,
        unasked: true,
        online: isAlone(stage),
        version,
      });
      await run(shadow, plan.steps, 'down');
      downs[i] = plan.steps;
    };
    return { up, down };
  });
  // what no catalog holds is refused before there is a plan
  const read = async (): Promise<SchemaState> => ({ catalog: await shadow.read(), unsupported: [] });
  const wanted = (last: SchemaState): SchemaState => {
    for (const id of kept)
      if (!last.catalog.objects.has(id)) throw new ProofFailure('up', `${id} is to stay, and is gone`);
    return { ...last, catalog: withObjects(last.catalog, to, kept) };
  };
  const rows = await FollowedRows.from(shadow, first, { written, exempt });
  const states = await roundTrip(legs, { catalog: first, unsupported: [] }, { read, wanted, rows });
  return {
    stages: stages.map((stage, i) => ({
      transactional: !isAlone(stage),
      up: stage.map((step, j) => ({ step, measure: onOld(states[i]?.catalog as Catalog, measures[i]?.[j]) })),
      down: downs[i] ?? [],
    })),
    version: first.version,
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
