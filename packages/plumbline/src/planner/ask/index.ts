import type { Question } from '../../objects/index.ts';
import { each } from '../each.ts';
import type { PlanningContext } from '../planning-context.ts';
import { askRenamedColumns } from './renamed-columns.ts';
import { askRenamedTables } from './renamed-tables.ts';

export { likelyRenames } from './renamed-columns.ts';

/** Everything about a change that only a person can say, and has not said. */
export async function openQuestions(planning: PlanningContext): Promise<Question[]> {
  const all = [...(await askRenamedTables(planning)), ...(await askRenamedColumns(planning))];
  for (const { before, after, kind } of each(planning))
    all.push(...(await kind.questions({ before, after }, planning)));
  return all;
}
