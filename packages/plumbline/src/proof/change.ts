import type { Decisions } from '../compare/index.ts';
import { type Catalog, type ConstraintObject, objectOf, partsOf, type TableObject } from '../objects/index.ts';

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
  /** The table that it leads to. */
  references: TableObject;
  referenced: string[];
}

/** The keys of a table of the first schema: those that there are, and those that come. */
export function referencesOf(change: Change, table: string): Reference[] {
  const { from, to } = change;
  const keys = (parts: ReturnType<typeof partsOf>): ConstraintObject['details'][] =>
    parts.flatMap(part => (part.kind === 'constraint' && part.details.type === 'f' ? [part.details] : []));
  const old = keys(partsOf(from, table)).flatMap(({ columns, references, referenced }) => {
    const target = objectOf(from, 'table', references?.id);
    return target ? [{ columns, references: target, referenced }] : [];
  });
  const come = keys(partsOf(to, afterwards(change, table))).flatMap(({ columns, references, referenced }) => {
    const target = references && objectOf(from, 'table', formerly(change, references.id));
    if (!target) return [];
    return [
      {
        columns: columns.map(name => nameBefore(change, table, name)),
        references: target,
        referenced: referenced.map(name => nameBefore(change, target.id, name)),
      },
    ];
  });
  return [...old, ...come];
}

/** What a column is called before renames. */
function nameBefore(change: Change, table: string, name: string): string {
  const column = partsOf(change.from, table).find(
    part => part.kind === 'column' && objectOf(change.to, 'column', afterwards(change, part.id))?.name === name,
  );
  return column?.name ?? name;
}
