import type { Method } from '../history/index.ts';
import { isSameState, readState, roundTrip, type SchemaState } from '../proof/index.ts';
import type { Shadow } from '../shadow/index.ts';
import { type Recorded, replay, replayOne } from './replay.ts';

/** Migrations, and the one that is to stand in their place. */
export interface Replacement {
  /** What runs before them. */
  before: readonly Recorded[];
  old: readonly Recorded[];
  made: Recorded;
}

/**
 * Takes a migration up, down and up again on the shadow, and compares it with those that it replaces: it leads where they
 * led, and its way down where theirs did. Where theirs does not lead back, it is not taken up again, as they could not be.
 *
 * @throws ProofFailure for the first state that is another one
 * @throws Problem PL331 for a statement that PostgreSQL refuses there
 */
export async function proveSameWay(shadow: Shadow, { before, old, made }: Replacement): Promise<void> {
  const read = (): Promise<SchemaState> => readState(shadow);
  const through = async (files: readonly Recorded[], method: Method): Promise<SchemaState> => {
    for (const file of files) await replayOne(shadow, file, method);
    return read();
  };
  await replay(shadow, before);
  const start = await read();
  const wanted = await through(old, 'up');
  const back = await through(old.toReversed(), 'down');
  await replay(shadow, before);
  const leg = { up: () => through([made], 'up').then(() => {}), down: () => through([made], 'down').then(() => {}) };
  await roundTrip([leg], start, { read, wanted: () => wanted, ...(!isSameState(back, start) && { backTo: back }) });
}
