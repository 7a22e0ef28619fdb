import { expressionTree, literalsOf, parse, type Tree, walk } from '../sql/index.ts';

/** Literals by the column that an operator or a function brings them together with. */
export type Literals = Map<string, Set<string>>;

function columnsIn(tree: unknown): string[] {
  const found: string[] = [];
  walk(tree, (kind, node) => {
    const last = kind === 'ColumnRef' ? (node.fields as { String?: { sval: string } }[]).at(-1) : undefined;
    if (last?.String) found.push(last.String.sval);
    if (kind === 'PartitionElem' && node.name) found.push(String(node.name));
  });
  return found;
}

const add = (literals: Literals, columns: readonly string[], texts: readonly string[]): void => {
  for (const column of columns) literals.set(column, new Set([...(literals.get(column) ?? []), ...texts]));
};

/** What a condition compares its columns with: often what it lets pass. */
export async function comparedWith(condition: string, literals: Literals = new Map()): Promise<Literals> {
  walk(await expressionTree(condition), (kind: string, node: Tree) => {
    if (kind === 'A_Expr' || kind === 'FuncCall') add(literals, columnsIn(node), literalsOf(node));
  });
  return literals;
}

/**
 * The bounds of a partition, which its parent's rows have to be within.
 *
 * @param key as PostgreSQL writes it: `RANGE (created_at)`
 * @param bound as PostgreSQL writes it: `FOR VALUES IN ('a', 'b')`
 */
export async function boundsOf(key: string, bound: string, literals: Literals): Promise<void> {
  const whole = await parse(`create table whole () partition by ${key}`);
  add(literals, columnsIn(whole), literalsOf(await parse(`create table part partition of whole ${bound}`)));
}
