import type { Question } from '../../objects/index.ts';
import { each } from '../each.ts';
import type { Situation } from '../situation.ts';
import { askRenamedColumns } from './renamed-columns.ts';
import { askRenamedTables } from './renamed-tables.ts';

export { likelyRenames } from './renamed-columns.ts';

/** Everything about a change that only a person can say, and has not said. */
export async function openQuestions(situation: Situation): Promise<Question[]> {
  const all = [...(await askRenamedTables(situation)), ...(await askRenamedColumns(situation))];
  for (const { before, after, kind } of each(situation))
    all.push(...(await kind.questions({ before, after }, situation)));
  return all;
}
