import { type Catalog, type ConstraintObject, objectOf, partsOf, type TableObject } from '../canonical/index.ts';
import type { Decisions } from '../diff/index.ts';

/** A change, as far as the rows that go through it have to know of it. */
export interface Change {
  from: Catalog;
  to: Catalog;
  decisions: Decisions;
  /** The ids that objects of the first schema have after renames, where they are others. */
  renamed: ReadonlyMap<string, string>;
}

/** The id that something of the first schema has in the second. */
export const afterwards = ({ renamed }: Pick<Change, 'renamed'>, id: string): string => renamed.get(id) ?? id;

/** The id that something of the second schema had in the first. */
export const formerly = ({ renamed }: Pick<Change, 'renamed'>, id: string): string =>
  [...renamed].find(([, now]) => now === id)?.[0] ?? id;

/** A key to other rows, in the words of the first schema. */
export interface Reference {
  columns: string[];
  /** The id of the table that it leads to. */
  references: string;
  referenced: string[];
}

/** The keys of a table of the first schema: those that there are, and those that come. */
export function referencesOf(change: Change, table: string): Reference[] {
  const { from, to } = change;
  const keys = (parts: ReturnType<typeof partsOf>): ConstraintObject['details'][] =>
    parts.flatMap(part => (part.kind === 'constraint' && part.details.type === 'f' ? [part.details] : []));
  const old = keys(partsOf(from, table)).map(({ columns, references, referenced }) => ({
    columns,
    references: references ?? '',
    referenced,
  }));
  const come = keys(partsOf(to, afterwards(change, table))).map(({ columns, references, referenced }) => {
    const target = formerly(change, references ?? '');
    return {
      columns: columns.map(name => nameBefore(change, table, name)),
      references: target,
      referenced: referenced.map(name => nameBefore(change, target, name)),
    };
  });
  return [...old, ...come].filter(({ references }) => from.objects.has(references));
}

/** What a column is called before renames. */
function nameBefore(change: Change, table: TableObject['id'], name: string): string {
  const column = partsOf(change.from, table).find(
    part => part.kind === 'column' && objectOf(change.to, 'column', afterwards(change, part.id))?.name === name,
  );
  return column?.name ?? name;
}
