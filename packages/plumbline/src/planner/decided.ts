import { bare, type ObjectId } from '../catalog/index.ts';
import { comparable, compareCatalogs, cutPath, type Decisions, findObject } from '../compare/index.ts';
import { type Catalog, type EnumObject, kindOf, objectOf } from '../objects/index.ts';
import { tablesToRebuild } from './changes.ts';

/** Two schemas, and what people decided about the way from one to the other. */
interface Answered {
  from: Catalog;
  to: Catalog;
  decisions: Decisions;
  /** What a value of an enum was called before renames: as answers call it. */
  valueBefore(type: EnumObject, label: string): string;
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
export function replacementsOf(planning: Answered): Map<string, Map<string, string>> {
  const { from, to, decisions, valueBefore } = planning;
  const all = new Map<string, Map<string, string>>();
  for (const [path, instead] of Object.entries(decisions.replacements)) {
    const type = findObject(from, 'enum', cutPath(path).whole);
    const stays = (objectOf(to, 'enum', type.id) ?? type).facts.labels;
    for (const label of type.facts.labels) {
      if (stays.includes(label) || !isValue(path, type, valueBefore(type, label))) continue;
      all.set(type.id, (all.get(type.id) ?? new Map<string, string>()).set(label, bare(instead)));
    }
  }
  return all;
}

/** The values that one of an enum was not renamed to, as somebody said. */
export const deniedRenames = ({ decisions, valueBefore }: Answered, type: EnumObject, label: string): string[] =>
  decisions.notRenames
    .filter(({ kind, from }) => kind === 'value' && isValue(from, type, valueBefore(type, label)))
    .map(({ to }) => bare(to));

/** The expressions that fill columns, by the columns' ids. */
export const fillsById = ({ to, decisions }: Pick<Answered, 'to' | 'decisions'>): Map<string, string> =>
  new Map(Object.entries(decisions.fills).map(([path, expression]) => [findObject(to, 'column', path).id, expression]));

/** Tables that are made anew with their rows, where a type that can grow does. */
export function rebuiltTables({ from, to }: Pick<Answered, 'from' | 'to'>): Set<string> {
  const isAnew = (type: ObjectId | null): boolean => {
    const [before, after] = [from.objects.get(type?.id ?? ''), to.objects.get(type?.id ?? '')];
    if (!before || !after) return false;
    return kindOf(after).columnType?.isMadeAnew(before, after, true, isAnew) ?? false;
  };
  return tablesToRebuild(compareCatalogs(from, to), { from, to }, isAnew);
}
