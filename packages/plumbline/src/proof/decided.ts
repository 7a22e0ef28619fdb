import { type Catalog, objectOf } from '../canonical/index.ts';
import type { Decisions } from '../diff/index.ts';
import { findObject } from '../diff/renames.ts';
import type { Change } from './values.ts';

/** The columns that decisions name, by their ids after the change. */
export const columnsNamed = (to: Catalog, by: Decisions['conversions'] | Decisions['fills']): Set<string> =>
  new Set(Object.keys(by).map(path => findObject(to, 'column', path).id));

/** The columns about whose values somebody said what becomes of them, by their ids before and after the change. */
export function decidedColumns({ from, to, decisions }: Change): Set<string> {
  const named = [decisions.conversions, decisions.fills].flatMap(by => [...columnsNamed(to, by)]);
  return new Set([...named, ...columnsOfEnums(from, decisions)]);
}

/** Whether somebody said what becomes of values of a table. */
export function isDecided(change: Change, table: string): boolean {
  const { from, to } = change;
  return [...decidedColumns(change)].some(
    id => (objectOf(to, 'column', id) ?? objectOf(from, 'column', id))?.owner === table,
  );
}

/** Columns whose values a person decided to replace. */
function columnsOfEnums(from: Catalog, { replacements, renames }: Decisions): string[] {
  const enums = new Set(
    [...Object.keys(replacements), ...renames.filter(({ kind }) => kind === 'value').map(({ from: path }) => path)].map(
      path => `enum ${path.slice(0, path.lastIndexOf('.'))}`,
    ),
  );
  return [...from.objects.values()].flatMap(object =>
    object.kind === 'column' && enums.has(object.details.enum ?? '') ? [object.id] : [],
  );
}
