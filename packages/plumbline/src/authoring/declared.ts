import type { ObjectId } from '../catalog/index.ts';
import type { CatalogObject } from '../objects/index.ts';
import { parse, scan, withoutComments } from '../sql/index.ts';

/**
 * What MikroORM's own generator wrote of a migration, which keeps no record of it: it ends each statement with a
 * semicolon and puts every name into quotes, which nobody does by hand where it is not needed. An object is of an
 * entity when such a statement names it, or gives PostgreSQL its table and columns to name it after.
 */
export async function declaredIn(statements: readonly string[]): Promise<(object: CatalogObject) => boolean> {
  const names = new Set<string>();
  for (const sql of statements) for (const name of await quotedNames(sql)) names.add(name);
  return object => {
    if (names.has(object.name)) return true;
    if (object.kind !== 'constraint') return false;
    const table = object.parent.name;
    return names.has(table) && object.details.columns.every(name => names.has(name)) && isGivenName(object);
  };
}

/** PostgreSQL's names for what a statement leaves unnamed, and MikroORM's, begin with the table and end like this. */
export const isGivenName = ({ name, parent }: ObjectId): boolean =>
  name.startsWith(`${parent?.name}_`) && /_(pkey|key|check|fkey|idx|index|unique|foreign|primary)\d*$/.test(name);

/** The names in a statement's quotes; none where a name that needs no quotes has none, or that does not end with a semicolon. */
async function quotedNames(sql: string): Promise<string[]> {
  const tree = await parse(sql).catch(() => undefined);
  const tokens = tree ? withoutComments(await scan(sql)) : [];
  if (tokens.at(-1)?.tokenName !== 'ASCII_59') return [];
  const bytes = Buffer.from(sql);
  const positions: number[] = [];
  collect(tree, positions);
  const isQuoted = (at: number): boolean => bytes[at] === QUOTE;
  if (positions.length === 0 || !positions.every(isQuoted)) return [];
  const quoted = tokens.filter(({ start }) => isQuoted(start));
  const within = quoted.map(({ start, end }) => bytes.subarray(start + 1, end - 1).toString());
  return within.map(name => name.replaceAll('""', '"'));
}

const QUOTE = 0x22;

/** Where a parse tree has the name of a table or of a new column. */
function collect(node: unknown, positions: number[]): void {
  if (typeof node !== 'object' || node === null) return;
  for (const [key, value] of Object.entries(node)) {
    const at = (value as { location?: number } | null)?.location;
    if ((key === 'RangeVar' || key === 'relation' || key === 'ColumnDef') && at !== undefined) positions.push(at);
    collect(value, positions);
  }
}
