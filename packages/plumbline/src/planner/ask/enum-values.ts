import { bare } from '../../catalog/index.ts';
import { comparable, cutPath, findObject, pathPart } from '../../compare/index.ts';
import { type EnumObject, objectOf, objectsOf } from '../../objects/index.ts';
import { asText, literal } from '../../sql/index.ts';
import { choice, type Question } from '../questions.ts';
import { countWhere, type Situation } from '../situation.ts';

/** A value that an enum loses: was it renamed, and if not, what becomes of the rows that hold it? */
export async function askEnumValues(situation: Situation): Promise<Question[]> {
  const questions: Question[] = [];
  for (const after of objectsOf(situation.to, 'enum')) {
    const before = objectOf(situation.from, 'enum', after.id);
    if (!before) continue;
    const added = after.facts.labels.filter(label => !before.facts.labels.includes(label));
    for (const lost of before.facts.labels.filter(label => !after.facts.labels.includes(label))) {
      if (isSettled(situation, before, lost, added)) continue;
      const rows = await rowsWith(situation, before, lost);
      if (rows === 0 || (rows === undefined && added.length === 0)) continue;
      questions.push(question(after, situation.valueBefore(before, lost), added, rows));
    }
  }
  return questions;
}

/** How many rows of all tables hold a value of an enum: none where no column has the type. */
export async function rowsWith(situation: Situation, type: EnumObject, label: string): Promise<number | undefined> {
  const held = literal(situation.valueBefore(type, label));
  const counts: (number | undefined)[] = [];
  for (const column of objectsOf(situation.from, 'column')) {
    // what is computed is computed again
    const isComputed = objectOf(situation.to, 'column', column.id)?.facts.generated;
    if (column.details.userType?.id !== type.id || isComputed) continue;
    const text = `(${asText(column.quotedName)})`;
    const condition = column.details.array
      ? `${held} operator(pg_catalog.=) any (${text}::pg_catalog.text[])`
      : `${text} operator(pg_catalog.=) ${held}`;
    counts.push(await countWhere(situation, column.parent.id, condition));
  }
  const seen = counts.reduce((sum: number, rows) => sum + (rows ?? 0), 0);
  return seen === 0 && counts.includes(undefined) ? undefined : seen;
}

/** Whether a path names a value of an enum. */
function isValue(path: string, type: EnumObject, label: string): boolean {
  const { whole, name } = cutPath(path);
  return bare(name) === label && comparable(whole, '') === comparable(type.qualifiedName, '');
}

/**
 * What rows get instead of the values that an enum loses, by what those are called when the columns are converted.
 *
 * @throws UnknownName for an enum that is not there
 */
export function replacementsOf(situation: Situation): Map<string, Map<string, string>> {
  const { from, to, decisions } = situation;
  const all = new Map<string, Map<string, string>>();
  for (const [path, instead] of Object.entries(decisions.replacements)) {
    const type = findObject(from, 'enum', cutPath(path).whole);
    const stays = (objectOf(to, 'enum', type.id) ?? type).facts.labels;
    for (const label of type.facts.labels) {
      if (stays.includes(label) || !isValue(path, type, situation.valueBefore(type, label))) continue;
      all.set(type.id, (all.get(type.id) ?? new Map<string, string>()).set(label, bare(instead)));
    }
  }
  return all;
}

/** Whether a person said what rows get instead of a value. */
export const isReplaced = (situation: Situation, type: EnumObject, label: string): boolean =>
  replacementsOf(situation).get(type.id)?.has(label) ?? false;

function isSettled(situation: Situation, type: EnumObject, lost: string, added: string[]): boolean {
  if (isReplaced(situation, type, lost)) return true;
  const denied = situation.decisions.notRenames
    .filter(({ kind, from }) => kind === 'value' && isValue(from, type, situation.valueBefore(type, lost)))
    .map(({ to }) => bare(to));
  return added.length > 0 && added.every(label => denied.includes(label));
}

function question(type: EnumObject, lost: string, added: string[], rows: number | undefined): Question {
  const path = `${type.qualifiedName}.${pathPart(lost)}`;
  const held = rows === undefined ? 'rows may hold it' : `${rows} ${rows === 1 ? 'row holds' : 'rows hold'} it`;
  const stays = type.facts.labels.find(label => !added.includes(label)) ?? added[0];
  return {
    id: 'lost-enum-value',
    object: type.id,
    message: `value ${literal(lost)} of enum ${type.qualifiedName} goes, and ${held}: what becomes of them?`,
    choices: [
      ...added.map(label =>
        choice('rename', `value ${path}=${pathPart(label)}`, `the value is renamed to ${literal(label)}, in every row`),
      ),
      choice(
        'replace',
        `${path}=${pathPart(stays ?? '')}`,
        `rows that hold ${literal(lost)} get ${literal(stays ?? '')}, or another value that stays`,
      ),
      ...(rows === undefined
        ? added.map(label =>
            choice('no-rename', `value ${path}=${pathPart(label)}`, `no row holds ${literal(lost)}: it is taken away`),
          )
        : []),
    ],
  };
}
