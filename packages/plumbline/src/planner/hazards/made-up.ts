import {
  counterpart,
  countIn,
  countWhere,
  type Fill,
  type ObjectHazard,
  objectOf,
  rowsIn,
} from '../../objects/index.ts';
import type { PlanningContext } from '../planning-context.ts';

/**
 * Values that nobody decided and no row ever had: what required columns get where nobody is asked. A rule that they
 * have to meet, like a foreign key, may not take them.
 */
export async function madeUpValues(
  planning: PlanningContext,
  fills: ReadonlyMap<string, Fill>,
): Promise<ObjectHazard[]> {
  const { from, to } = planning;
  const found: ObjectHazard[] = [];
  for (const [id, { expression, isMadeUp }] of fills) {
    const column = objectOf(to, 'column', id);
    if (!column || !isMadeUp) continue;
    const before = counterpart(from, column);
    const rows = before
      ? await countIn(planning, before, `${before.quotedName} is null`)
      : await countWhere(planning, column.parent.id, 'true');
    if (rows === 0) continue;
    found.push({
      object: id,
      hazard: {
        kind: 'data-loss',
        id: 'made-up-values',
        message: `${column.qualifiedName} gets a made-up value, ${expression}, in ${before ? 'every row without one' : rowsIn(rows)}`,
      },
    });
  }
  return found;
}
