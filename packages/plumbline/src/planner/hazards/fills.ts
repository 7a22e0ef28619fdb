import { findObject } from '../../compare/index.ts';
import { type CatalogObject, type ObjectHazard, partsOf } from '../../objects/index.ts';
import { hasSqlstate, SQLSTATE } from '../../problem/index.ts';
import type { Shadow } from '../../shadow/index.ts';
import { expressionTree, namesIn } from '../../sql/index.ts';
import type { PlanningContext } from '../planning-context.ts';

/** PostgreSQL's categories of dates and times, of intervals, and of ranges of them. */
const OF_TIMES = new Set(['D', 'T', 'R']);
const isOfTimes = (object: CatalogObject): boolean => object.kind === 'column' && OF_TIMES.has(object.details.category);

/**
 * Fills that read other columns, and that PostgreSQL does not take for the same in every session: they follow its time
 * zone, or how it writes dates. PostgreSQL is asked on the shadow, which holds the table as it was.
 */
export async function sessionFills(shadow: Shadow, { from, to, decisions }: PlanningContext): Promise<ObjectHazard[]> {
  const found: ObjectHazard[] = [];
  for (const [path, expression] of Object.entries(decisions.fills)) {
    const column = findObject(to, 'column', path);
    const names = namesIn(await expressionTree(expression));
    const read = partsOf(from, column.parent.id).filter(part => part.kind === 'column' && names.has(part.name));
    // PostgreSQL has functions that are the same in every session and do not say so; what settings change is about times
    if (read.length === 0 || ![...read, column].some(isOfTimes)) continue;
    const refusal = await shadow.refusal([
      `create index on ${column.parent.qualifiedName} (((${expression}) is null))`,
    ]);
    if (!hasSqlstate(refusal, SQLSTATE.invalidObjectDefinition)) continue;
    found.push({
      object: column.id,
      hazard: {
        kind: 'note',
        id: 'session-fill',
        message: `what fills ${column.qualifiedName} follows the session that runs it: ${expression} is not immutable`,
        instead: `name a time zone (at time zone 'UTC') or a format that no setting changes`,
      },
    });
  }
  return found;
}
