import type { Question } from '../questions.ts';
import type { Situation } from '../situation.ts';
import { askConversions } from './conversions.ts';
import { askEnumValues } from './enum-values.ts';
import { askRenamedColumns } from './renamed-columns.ts';
import { askRenamedTables } from './renamed-tables.ts';
import { askRequired } from './required.ts';

export { likelyRenames } from './renamed-columns.ts';

const ASKERS = [askRenamedTables, askRenamedColumns, askEnumValues, askConversions, askRequired];

/** Everything about a change that only a person can say, and has not said. */
export async function openQuestions(situation: Situation): Promise<Question[]> {
  const all: Question[] = [];
  for (const ask of ASKERS) all.push(...(await ask(situation)));
  return all;
}
