import type { Session } from '../catalog/index.ts';
import { noDecisions, type Rename, valueBefore } from '../compare/index.ts';
import type { Catalog, ObjectHazard } from '../objects/index.ts';
import type { Shadow } from '../shadow/index.ts';
import { retypings } from './conversions.ts';
import { rebuiltTables } from './decided.ts';
import { hazardsOf } from './hazards/index.ts';
import { movePartitions } from './move-partitions.ts';
import { rename } from './rename.ts';
import { rowsOf } from './rows.ts';

/** What is known of a way that somebody else planned. */
interface Way {
  renames: Rename[];
  /** For a column that changes its type, the expression that makes its values. */
  conversions: Record<string, string>;
  /** The database that it is for, to ask about its rows. */
  live: Session;
}

/**
 * The hazards of getting from the schema that the shadow holds to another, by the two shapes and the rows. The shadow
 * stays as it is.
 */
export async function hazardsBetween(
  shadow: Shadow,
  to: Catalog,
  { renames, conversions, live }: Way,
): Promise<ObjectHazard[]> {
  const original = await shadow.read();
  const decisions = { ...noDecisions(), renames, conversions };
  return shadow.attempt(async () => {
    const renamed = await rename(shadow, original, to, { decisions, guess: false });
    const rows = (catalog: Catalog) => rowsOf({ live, evidence: 'target' }, original, catalog);
    await movePartitions(shadow, renamed, to, rows);
    const from = renamed.catalog;
    const retyped = await retypings(shadow, from, to, conversions);
    const answered = { from, to, decisions, valueBefore: valueBefore(original, from) };
    return hazardsOf({
      ...answered,
      fills: new Map(),
      replacements: new Map(),
      deniedRenames: () => [],
      rebuilt: rebuiltTables(answered),
      retypings: retyped,
      version: original.version,
      ifMissing: false,
      rows: rows(from),
      empty: new Set(),
    });
  });
}
