import { parse } from './parser.ts';

/** A node of PostgreSQL's parse tree. */
export type Tree = Record<string, unknown>;

/** A column as statements may name it. Names are bare. */
export interface ColumnName {
  column: string;
  /** The table's name, or the alias that stands for it. */
  table: string;
}

/** The tree of an expression; nothing where it is none. */
export async function expressionTree(expression: string): Promise<unknown> {
  const [only, ...more] = await parse(`select ${expression}`).then(
    ({ stmts = [] }) => stmts,
    () => [],
  );
  if (more.length > 0) return undefined;
  return (only as { stmt?: { SelectStmt?: Tree } } | undefined)?.stmt?.SelectStmt?.targetList;
}

/** Whether an expression names a column of the row that it is about: by its name, with its table's, or with the whole row. */
export const readsColumn = (tree: unknown, name: ColumnName): boolean => reads(tree, name, undefined);

/**
 * @param inner the names of the relations that a subselect brings, where the tree stands in one: a bare name may be a
 * column of theirs there, so only one with the table's name is taken for the row's
 */
function reads(tree: unknown, name: ColumnName, inner: ReadonlySet<string> | undefined): boolean {
  if (Array.isArray(tree)) return tree.some(one => reads(one, name, inner));
  if (typeof tree !== 'object' || tree === null) return false;
  return Object.entries(tree as Tree).some(([kind, node]) => {
    if (kind === 'ColumnRef') return isThis(fieldsOf(node as Tree), name, inner);
    const { fromClause } = (kind === 'SelectStmt' ? node : {}) as { fromClause?: unknown[] };
    return reads(node, name, fromClause ? new Set([...(inner ?? []), ...relationsOf(fromClause)]) : inner);
  });
}

/** The parts of a column's name; a star is one of them. */
const fieldsOf = ({ fields }: Tree): string[] =>
  ((fields ?? []) as { String?: { sval?: string } }[]).map(({ String: text }) => text?.sval ?? '*');

function isThis(fields: string[], { column, table }: ColumnName, inner: ReadonlySet<string> | undefined): boolean {
  const last = fields.at(-1);
  if (fields.length === 1) return inner === undefined ? last === column || last === table || last === '*' : false;
  return fields.at(-2) === table && !inner?.has(table) && (last === column || last === '*');
}

/** The names under which relations of a FROM clause are known. */
function relationsOf(tree: unknown): string[] {
  if (Array.isArray(tree)) return tree.flatMap(relationsOf);
  if (typeof tree !== 'object' || tree === null) return [];
  return Object.entries(tree as Tree).flatMap(([kind, node]) => {
    const { alias, relname, larg, rarg } = node as { alias?: { aliasname?: string }; [key: string]: unknown };
    const own = alias?.aliasname ?? relname;
    return [...(typeof own === 'string' ? [own] : []), ...(kind === 'JoinExpr' ? relationsOf([larg, rarg]) : [])];
  });
}

/** The last parts of all names in a tree; a star is one of them. */
export function namesIn(tree: unknown): ReadonlySet<string> {
  const names = new Set<string>();
  walk(tree, (kind, node) => {
    if (kind === 'ColumnRef') names.add(fieldsOf(node).at(-1) as string);
  });
  return names;
}

/** The zone that an expression names in `at time zone 'ZONE'`; nothing where it names none, or several. */
export function zoneOf(tree: unknown): string | undefined {
  const zones = new Set<string>();
  walk(tree, (kind, node) => {
    const [name] = ((node.funcname ?? []) as { String?: { sval?: string } }[]).slice(-1);
    if (kind !== 'FuncCall' || name?.String?.sval !== 'timezone') return;
    const [zone] = (node.args ?? []) as { A_Const?: { sval?: { sval?: string } } }[];
    zones.add(zone?.A_Const?.sval?.sval ?? '');
  });
  const [zone, ...more] = zones;
  return more.length === 0 && zone ? zone : undefined;
}

/** The literals of an expression, as texts. */
export function literalsOf(tree: unknown): string[] {
  const found = new Set<string>();
  walk(tree, (kind, node) => {
    if (kind !== 'A_Const') return;
    for (const type of ['sval', 'fval', 'ival']) {
      const value = node[type] as Tree | undefined;
      // the tree leaves out a zero
      if (value) found.add(String(value[type] ?? 0));
    }
  });
  return [...found];
}

/** Calls something on every node of a parse tree, from the outside in. */
export function walk(tree: unknown, visit: (kind: string, node: Tree) => void): void {
  if (Array.isArray(tree)) for (const one of tree) walk(one, visit);
  else if (typeof tree === 'object' && tree !== null)
    for (const [kind, node] of Object.entries(tree as Tree)) {
      if (typeof node === 'object' && node !== null && !Array.isArray(node)) visit(kind, node as Tree);
      walk(node, visit);
    }
}
