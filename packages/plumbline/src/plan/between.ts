import type { Catalog, Session } from '../canonical/index.ts';
import { noDecisions, type Rename } from '../diff/decisions.ts';
import { valueBefore } from '../diff/renames.ts';
import type { Shadow } from '../shadow/index.ts';
import { retypings, settle } from './conversions.ts';
import { hazardsOf, type ObjectHazard } from './hazards/index.ts';
import { regroup } from './regroup.ts';
import { rename } from './rename.ts';
import { rowsOf } from './rows.ts';
import { situate } from './situation.ts';

/** What is known of a way that somebody else planned. */
interface Way {
  renames: Rename[];
  /** The database that it is for, to ask about its rows. */
  live: Session;
}

/**
 * The hazards of getting from the schema that the shadow holds to another, whatever the statements are that lead there:
 * of the two shapes and the rows, and not of what the statements do to the rows in between. The shadow stays as it is.
 */
export async function hazardsBetween(shadow: Shadow, to: Catalog, { renames, live }: Way): Promise<ObjectHazard[]> {
  const original = await shadow.read();
  const decisions = { ...noDecisions(), renames };
  return shadow.attempt(async () => {
    const renamed = await rename(shadow, original, to, { decisions, guess: false });
    const rows = (catalog: Catalog) => rowsOf(live, original, catalog);
    await regroup(shadow, renamed, to, rows);
    const from = renamed.catalog;
    const retyped = await retypings(shadow, from, to, {});
    for (const retyping of retyped.values()) await settle(shadow, to, retyping);
    const situation = { from, to, decisions, retypings: retyped, ifMissing: false, rows: rows(from) };
    return hazardsOf(situate({ ...situation, valueBefore: valueBefore(original, from) }));
  });
}
