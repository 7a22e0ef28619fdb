import { bare } from '../../catalog/index.ts';
import { splitPath } from '../../compare/index.ts';
import {
  type Catalog,
  choice,
  columnsOf,
  countWhere,
  objectsOf,
  type Question,
  rowsIn,
  type TableObject,
} from '../../objects/index.ts';
import { type PlanningContext, toGo } from '../planning-context.ts';

/** Two tables are alike when at least half of their columns have the same name and type. */
const ALIKE = 0.5;
/** Tables that a question names. */
const NAMED = 3;

/** A table that goes and one like it that comes could be one table under two names. */
export async function askRenamedTables(planning: PlanningContext): Promise<Question[]> {
  const { from, to, decisions } = planning;
  const whole = ({ facts }: TableObject): boolean => facts.partitionOf === null;
  const drop = toGo(planning);
  const gone = objectsOf(from, 'table').filter(
    table => whole(table) && !to.objects.has(table.id) && !drop.has(table.id),
  );
  const come = objectsOf(to, 'table').filter(table => whole(table) && !from.objects.has(table.id));
  const questions: Question[] = [];
  for (const table of gone) {
    const denied = new Set(
      decisions.notRenames
        .filter(({ kind, from: path }) => kind === 'table' && samePath(path, table.qualifiedName))
        .map(({ to: path }) => normal(path)),
    );
    const candidates = come
      .map(other => ({ other, alike: likeness(from, table, to, other) }))
      .filter(({ other, alike }) => alike >= ALIKE && !denied.has(normal(other.qualifiedName)))
      .sort((one, two) => two.alike - one.alike)
      .map(({ other }) => other);
    if (candidates.length === 0) continue;
    const rows = await countWhere(planning, table.id, 'true');
    if (rows === 0) continue;
    questions.push({
      id: 'renamed-table',
      object: table.id,
      message: `table ${table.qualifiedName} goes, and ${said(candidates)} like it comes: is it the same table under another name?`,
      choices: candidates.flatMap(other => [
        choice(
          'rename',
          `table ${table.qualifiedName}=${other.qualifiedName}`,
          `the rows stay, in ${other.qualifiedName}`,
        ),
        choice(
          'no-rename',
          `table ${table.qualifiedName}=${other.qualifiedName}`,
          `${other.qualifiedName} is new and empty, and ${table.qualifiedName} is dropped with ${rowsIn(rows)}`,
        ),
      ]),
    });
  }
  return questions;
}

/** Names of a few, the likest first. */
const said = (candidates: readonly TableObject[]): string => {
  const more = candidates.length > NAMED ? [`${candidates.length - NAMED} more`] : [];
  return [...candidates.slice(0, NAMED).map(({ qualifiedName }) => qualifiedName), ...more].join(', ');
};

const normal = (path: string): string => splitPath(path).map(bare).join('\0');
const samePath = (a: string, b: string): boolean => normal(a) === normal(b);

function likeness(from: Catalog, table: TableObject, to: Catalog, other: TableObject): number {
  const names = (catalog: Catalog, one: TableObject): string[] =>
    columnsOf(catalog, one).map(({ name, facts }) => `${name} ${facts.type}`);
  const [a, b] = [names(from, table), names(to, other)];
  const common = a.filter(name => b.includes(name)).length;
  return common / Math.max(a.length, b.length, 1);
}
