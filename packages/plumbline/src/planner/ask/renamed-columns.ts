import { bare } from '../../catalog/index.ts';
import { type Rename, splitPath } from '../../compare/index.ts';
import {
  type Catalog,
  type ColumnObject,
  choice,
  countValues,
  objectsOf,
  partsOf,
  type Question,
  rowsIn,
  wordsOf,
} from '../../objects/index.ts';
import { type PlanningContext, toGo } from '../planning-context.ts';

/** A column that goes and one that comes, in one table, could be one column under two names. */
export async function askRenamedColumns(planning: PlanningContext): Promise<Question[]> {
  const questions: Question[] = [];
  const drop = toGo(planning);
  for (const { gone, come } of columnsByTable(planning).values()) {
    for (const column of gone) {
      if (drop.has(column.id)) continue;
      const candidates = come.filter(
        other => couldBe(column, other) && !isDenied(planning.decisions.notRenames, column, other),
      );
      if (candidates.length === 0) continue;
      const values = await countValues(planning, column);
      if (values === 0) continue;
      questions.push(question(column, candidates, values));
    }
  }
  return questions;
}

/**
 * Pairs that differ in nothing but the name and stand at the same place of the table, between the same neighbours. It
 * is still a guess: only a caller who asked for guesses gets it.
 */
export function likelyRenames(planning: Pick<PlanningContext, 'from' | 'to' | 'decisions'>): Rename[] {
  const { from, to, decisions } = planning;
  return [...columnsByTable(planning)].flatMap(([table, { gone, come }]) => {
    const stays = (column: ColumnObject): boolean => from.objects.has(column.id) && to.objects.has(column.id);
    const key = (catalog: Catalog, column: ColumnObject): string => {
      const all = partsOf(catalog, table).filter(
        (part): part is ColumnObject => part.kind === 'column' && (part === column || stays(part)),
      );
      const at = all.sort((a, b) => a.details.position - b.details.position).indexOf(column);
      return JSON.stringify([{ ...wordsOf(column), comment: null }, all[at - 1]?.name, all[at + 1]?.name]);
    };
    return gone.flatMap(column => {
      const twins = come.filter(other => key(to, other) === key(from, column));
      const rivals = gone.filter(other => key(from, other) === key(from, column));
      const [twin] = twins;
      if (!twin || twins.length > 1 || rivals.length > 1 || isDenied(decisions.notRenames, column, twin)) return [];
      return [{ kind: 'column' as const, from: column.qualifiedName, to: twin.quotedName }];
    });
  });
}

function columnsByTable({
  from,
  to,
}: Pick<PlanningContext, 'from' | 'to'>): Map<string, { gone: ColumnObject[]; come: ColumnObject[] }> {
  const tables = new Map<string, { gone: ColumnObject[]; come: ColumnObject[] }>();
  const of = (table: string) => {
    const entry = tables.get(table) ?? { gone: [], come: [] };
    tables.set(table, entry);
    return entry;
  };
  const stays = ({ parent }: ColumnObject): boolean => from.objects.has(parent.id) && to.objects.has(parent.id);
  for (const column of objectsOf(from, 'column'))
    if (stays(column) && !to.objects.has(column.id)) of(column.parent.id).gone.push(column);
  for (const column of objectsOf(to, 'column'))
    if (stays(column) && !from.objects.has(column.id)) of(column.parent.id).come.push(column);
  return tables;
}

/** Columns of one kind of value. What the database computes holds nothing of its own. */
const couldBe = (column: ColumnObject, other: ColumnObject): boolean =>
  column.facts.generated === null &&
  other.facts.generated === null &&
  (column.details.baseType === other.details.baseType ||
    (column.details.category === other.details.category &&
      column.details.category !== 'U' &&
      column.details.category !== 'A'));

const isDenied = (denied: readonly Rename[], column: ColumnObject, other: ColumnObject): boolean =>
  denied.some(
    ({ kind, from, to }) =>
      kind === 'column' &&
      splitPath(from).map(bare).join('\0') === splitPath(column.qualifiedName).map(bare).join('\0') &&
      bare(to) === other.name,
  );

function question(column: ColumnObject, candidates: ColumnObject[], values: number | undefined): Question {
  const path = column.qualifiedName;
  return {
    id: 'renamed-column',
    object: column.id,
    message: `column ${path} goes, and ${candidates.map(({ quotedName }) => quotedName).join(', ')} ${candidates.length === 1 ? 'comes' : 'come'}: is it the same column under another name?`,
    choices: candidates.flatMap(other => [
      choice('rename', `column ${path}=${other.quotedName}`, `the values stay, in ${other.quotedName}`),
      choice(
        'no-rename',
        `column ${path}=${other.quotedName}`,
        `${other.quotedName} is new and ${column.quotedName} is dropped with the values of ${rowsIn(values)}`,
      ),
    ]),
  };
}
