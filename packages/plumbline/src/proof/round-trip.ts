import { compareCatalogs, type Difference } from '../compare/index.ts';
import { type Catalog, readUnsupported, type Unsupported, unsupportedOnlyIn } from '../objects/index.ts';
import type { Shadow } from '../shadow/index.ts';
import { type Phase, ProofFailure } from './failure.ts';
import type { FollowedRows } from './row-snapshot.ts';

/** What a database holds at one point of a round trip. */
export interface SchemaState {
  catalog: Catalog;
  /** What no catalog holds; empty where it is not compared. */
  unsupported: readonly Unsupported[];
}

/** One part of a round trip, with a state before and after it: a stage of a plan, or a migration. */
export interface Leg {
  up(phase: 'up' | 'up again'): Promise<void>;
  /** @param start the state that it has to lead back to */
  down(start: SchemaState): Promise<void>;
}

/** What a round trip compares. */
export interface Comparison {
  read(): Promise<SchemaState>;
  /** The state that all legs should lead to, where it is known beforehand; otherwise the first way up says it. */
  wanted?(last: SchemaState): SchemaState;
  /** Where the whole way down should lead, if not to the start: then there is no second way up. */
  backTo?: SchemaState;
  /** Rows that were there at the start. */
  rows?: FollowedRows;
}

/** Reads all that a migration can leave behind. */
export const readState = async (shadow: Shadow): Promise<SchemaState> => ({
  catalog: await shadow.read(),
  unsupported: await readUnsupported(shadow),
});

/**
 * All legs up, and nothing is left to do; down in reverse, and after each the database is as before it; up again, and it is
 * where it was. Rows are compared all the way up and all the way down.
 *
 * @param start the state that the database is in
 * @returns the states, before the first leg and after each
 * @throws ProofFailure for the first state that is not the one it should be
 */
export async function roundTrip(
  legs: readonly Leg[],
  start: SchemaState,
  comparison: Comparison,
): Promise<SchemaState[]> {
  const { read, wanted, rows } = comparison;
  const states = [start];
  for (const leg of legs) {
    await leg.up('up');
    states.push(await read());
  }
  const last = states.at(-1) as SchemaState;
  if (wanted) expectSame('up', last, wanted(last), legs.length - 1);
  expectRows('up', await rows?.changedOnArrival(last.catalog));
  await thereAndBack(legs, states, comparison);
  return states;
}

/**
 * The part of a round trip that comes after the first way up.
 *
 * @param states those before the first leg and after each, of which the database is in the last
 * @throws ProofFailure for the first state that is not the one it should be
 */
export async function thereAndBack(
  legs: readonly Leg[],
  states: readonly SchemaState[],
  { read, rows, backTo }: Comparison,
): Promise<void> {
  for (const [i, leg] of [...legs.entries()].reverse()) {
    const start = (i === 0 && backTo) || (states[i] as SchemaState);
    await leg.down(start);
    expectSame('down', await read(), start, i);
  }
  expectRows('down', await rows?.changedOnReturn());
  if (backTo) return;
  for (const leg of legs) await leg.up('up again');
  expectSame('up again', await read(), states.at(-1) as SchemaState, legs.length - 1);
}

const ASTRAY: Record<Phase, string> = {
  up: 'the database differs from the entities afterwards',
  down: 'its way down does not lead back',
  'up again': 'its second way up leads elsewhere',
};

interface StateDifferences {
  differences: Difference[];
  unsupported: Unsupported[];
}

function stateDifferences(got: SchemaState, want: SchemaState): StateDifferences {
  return {
    differences: compareCatalogs(got.catalog, want.catalog),
    unsupported: [
      ...unsupportedOnlyIn(want.unsupported, got.unsupported),
      ...unsupportedOnlyIn(got.unsupported, want.unsupported),
    ],
  };
}

export function isSameState(one: SchemaState, other: SchemaState): boolean {
  const { differences, unsupported } = stateDifferences(one, other);
  return differences.length === 0 && unsupported.length === 0;
}

/** An extension may stay behind: others may use it by then. */
function expectSame(phase: Phase, got: SchemaState, want: SchemaState, leg: number): void {
  const { differences, unsupported } = stateDifferences(got, want);
  if (differences.length > 0 || unsupported.length > 0)
    throw new ProofFailure(phase, ASTRAY[phase], { differences, unsupported, leg });
}

function expectRows(phase: Phase, table: string | undefined): void {
  if (table !== undefined) throw new ProofFailure(phase, `rows of ${table} were changed, which nobody decided`);
}
