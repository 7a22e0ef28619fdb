import { cutPath, type Decisions, findObject, objectNamed } from '../compare/index.ts';
import { type Catalog, type CatalogObject, kindOf } from '../objects/index.ts';
import { type Change, formerly } from './change.ts';

/** The columns that decisions name, by their ids after the change. */
export const columnsNamed = (to: Catalog, by: Decisions['conversions'] | Decisions['fills']): Set<string> =>
  new Set(Object.keys(by).map(path => findObject(to, 'column', path).id));

/** The columns about whose values somebody said what becomes of them, by their ids before and after the change. */
export function decidedColumns({ from, to, decisions }: Change): Set<string> {
  const named = [decisions.conversions, decisions.fills].flatMap(by => [...columnsNamed(to, by)]);
  return new Set([...named, ...columnsOfEnums(from, decisions)]);
}

/** Whether somebody said what becomes of values that something is about: a column, or a rule and what it reads. */
export function isDecided(change: Change, object: string): boolean {
  const { to, from } = change;
  const decided = new Set([...decidedColumns(change)].flatMap(id => [id, formerly(change, id)]));
  const about = (catalog: Catalog): string[] => {
    const found = catalog.objects.get(object);
    return found && isRule(found) ? [...(catalog.needs.get(object) ?? [])] : [object];
  };
  return [...about(to), ...about(from)].some(id => decided.has(id));
}

/** Whether something refuses rows by what it says itself, and changes none. */
export const isRule = (object: CatalogObject): boolean =>
  kindOf(object).goesWithColumns || (object.kind === 'column' && object.facts.generated !== null);

/** Columns whose values a person decided to replace. */
function columnsOfEnums(from: Catalog, { replacements, renames }: Decisions): string[] {
  const values = [
    ...Object.keys(replacements),
    ...renames.filter(({ kind }) => kind === 'value').map(({ from: path }) => path),
  ];
  const enums = new Set(values.map(path => objectNamed(from, `enum ${cutPath(path).whole}`)?.id ?? ''));
  return [...from.objects.values()].flatMap(object =>
    object.kind === 'column' && enums.has(object.details.userType?.id ?? '') ? [object.id] : [],
  );
}
