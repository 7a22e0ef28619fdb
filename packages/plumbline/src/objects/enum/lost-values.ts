import { pathPart } from '../../catalog/index.ts';
import { counted } from '../../quantity.ts';
import { asText, literal } from '../../sql/index.ts';
import type { Change } from '../contract.ts';
import type { Hazard } from '../hazard.ts';
import { type EnumObject, objectOf, objectsOf } from '../model.ts';
import { countWhere, type PlanningContext, rowsIn } from '../planning-context.ts';
import { choice, type Question } from '../question.ts';

/** A value that an enum loses: was it renamed, and if not, what becomes of the rows that hold it? */
export async function questions({ before, after }: Change<'enum'>, planning: PlanningContext): Promise<Question[]> {
  const asked: Question[] = [];
  if (!before || !after) return asked;
  const added = after.facts.labels.filter(label => !before.facts.labels.includes(label));
  for (const lost of before.facts.labels.filter(label => !after.facts.labels.includes(label))) {
    if (isAnswered(planning, before, lost, added)) continue;
    const rows = await rowsWith(planning, before, lost);
    if (rows === 0 || (rows === undefined && added.length === 0)) continue;
    asked.push(question(after, planning.valueBefore(before, lost), added, rows));
  }
  return asked;
}

/** Values that an enum loses, and that rows hold. */
export async function hazards({ before, after }: Change<'enum'>, planning: PlanningContext): Promise<Hazard[]> {
  const found: Hazard[] = [];
  if (!before || !after) return found;
  for (const lost of before.facts.labels.filter(label => !after.facts.labels.includes(label))) {
    const rows = await rowsWith(planning, before, lost);
    if (rows === 0) continue;
    const called = planning.valueBefore(before, lost);
    const replaced = isReplaced(planning, before, lost);
    const message = replaced
      ? `value ${literal(called)} of enum ${after.qualifiedName} is replaced in ${rowsIn(rows)}`
      : `the change fails if a row holds ${literal(called)} of enum ${after.qualifiedName}`;
    found.push({ kind: replaced ? 'data-loss' : 'may-fail', id: 'lost-enum-value', message });
  }
  return found;
}

/** How many rows of all tables hold a value of an enum: none where no column has the type. */
async function rowsWith(planning: PlanningContext, type: EnumObject, label: string): Promise<number | undefined> {
  const held = literal(planning.valueBefore(type, label));
  const counts: (number | undefined)[] = [];
  for (const column of objectsOf(planning.from, 'column')) {
    // what is computed is computed again
    const isComputed = objectOf(planning.to, 'column', column.id)?.facts.generated;
    if (column.details.userType?.id !== type.id || isComputed) continue;
    const text = `(${asText(column.quotedName)})`;
    const condition = column.details.array
      ? `${held} operator(pg_catalog.=) any (${text}::pg_catalog.text[])`
      : `${text} operator(pg_catalog.=) ${held}`;
    counts.push(await countWhere(planning, column.parent.id, condition));
  }
  const seen = counts.reduce((sum: number, rows) => sum + (rows ?? 0), 0);
  return seen === 0 && counts.includes(undefined) ? undefined : seen;
}

/** Whether a person said what rows get instead of a value. */
const isReplaced = ({ replacements }: PlanningContext, type: EnumObject, label: string): boolean =>
  replacements.get(type.id)?.has(label) ?? false;

function isAnswered(planning: PlanningContext, type: EnumObject, lost: string, added: string[]): boolean {
  if (isReplaced(planning, type, lost)) return true;
  const denied = planning.deniedRenames(type, lost);
  return added.length > 0 && added.every(label => denied.includes(label));
}

function question(type: EnumObject, lost: string, added: string[], rows: number | undefined): Question {
  const path = `${type.qualifiedName}.${pathPart(lost)}`;
  const held = rows === undefined ? 'rows may hold it' : `${counted(rows, 'row')} ${rows === 1 ? 'holds' : 'hold'} it`;
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
