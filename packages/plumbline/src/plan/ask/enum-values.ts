import { type EnumObject, objectOf, objectsOf } from '../../canonical/index.ts';
import { bare, type Decisions, splitPath } from '../../diff/decisions.ts';
import { labelsOf } from '../../diff/renames.ts';
import { literal } from '../../sql/quote.ts';
import { choice, type Question } from '../questions.ts';
import { countWhere, type Situation } from '../situation.ts';

/** A value that an enum loses: was it renamed, and if not, what becomes of the rows that hold it? */
export async function askEnumValues(situation: Situation): Promise<Question[]> {
  const questions: Question[] = [];
  for (const after of objectsOf(situation.to, 'enum')) {
    const before = objectOf(situation.from, 'enum', after.id);
    if (!before) continue;
    const added = labelsOf(after).filter(label => !labelsOf(before).includes(label));
    for (const lost of labelsOf(before).filter(label => !labelsOf(after).includes(label))) {
      if (isSettled(situation, after, lost, added)) continue;
      const rows = await rowsWith(situation, before, lost);
      if (rows === 0 || (rows === undefined && added.length === 0)) continue;
      questions.push(question(after, lost, added, rows));
    }
  }
  return questions;
}

/** How many rows of all tables hold a value of an enum. */
export async function rowsWith(situation: Situation, type: EnumObject, label: string): Promise<number | undefined> {
  if (!situation.rows) return undefined;
  let sum = 0;
  for (const column of objectsOf(situation.from, 'column')) {
    if (column.details.enum !== type.id) continue;
    const condition = column.details.array
      ? `${literal(label)} = any (${column.sql}::text[])`
      : `${column.sql}::text = ${literal(label)}`;
    const rows = await countWhere(situation, column.owner as string, condition);
    if (rows === undefined) return undefined;
    sum += rows;
  }
  return sum;
}

/** Whether a path names a value of an enum. */
function isValue(path: string, type: EnumObject, label: string): boolean {
  const parts = splitPath(path).map(bare);
  return parts.at(-1) === label && parts.slice(0, -1).join('.') === splitPath(type.sql).map(bare).join('.');
}

/** Whether a person said what rows get instead of a value. */
export const isReplaced = ({ replacements }: Decisions, type: EnumObject, label: string): boolean =>
  Object.keys(replacements).some(path => isValue(path, type, label));

function isSettled({ decisions }: Situation, type: EnumObject, lost: string, added: string[]): boolean {
  if (isReplaced(decisions, type, lost)) return true;
  const denied = decisions.notRenames
    .filter(({ kind, from }) => kind === 'value' && isValue(from, type, lost))
    .map(({ to }) => bare(to));
  return added.length > 0 && added.every(label => denied.includes(label));
}

function question(type: EnumObject, lost: string, added: string[], rows: number | undefined): Question {
  const path = `${type.sql}.${lost}`;
  const held = rows === undefined ? 'rows may hold it' : `${rows} ${rows === 1 ? 'row holds' : 'rows hold'} it`;
  const stays = labelsOf(type).find(label => !added.includes(label)) ?? added[0];
  return {
    id: 'lost-enum-value',
    object: type.id,
    message: `value ${literal(lost)} of enum ${type.sql} goes, and ${held}: what becomes of them?`,
    choices: [
      ...added.map(label =>
        choice('rename', `value ${path}=${label}`, `the value is renamed to ${literal(label)}, in every row`),
      ),
      choice(
        'replace',
        `${path}=${stays}`,
        `rows that hold ${literal(lost)} get ${literal(stays ?? '')}, or another value that stays`,
      ),
      ...(rows === undefined
        ? added.map(label =>
            choice('no-rename', `value ${path}=${label}`, `no row holds ${literal(lost)}: it is taken away`),
          )
        : []),
    ],
  };
}
