import { namesIn, readsColumn, type Tree } from './expression.ts';
import { parse, parsePlPgSQL, scan, withoutComments } from './parser.ts';

/** A table as a statement names it: bare names, without a schema where the search path decides. */
export interface TableName {
  schema: string | undefined;
  table: string;
}

/** What a statement does to rows, by itself: whether there are any, only a database knows. */
export type RowChange = { relation: TableName } & (
  | { does: 'drop' | 'truncate' }
  /** `all`: without a condition. */
  | { does: 'delete'; all: boolean }
  | { does: 'drop column'; column: string }
  /** The column's values become others, which are not made of them. */
  | { does: 'overwrite'; column: string; all: boolean }
  /** The type of a column changes by an expression. */
  | { does: 'convert'; column: string; using: string; reads: boolean }
  /** All rows are read into another table; which columns of them, or all. */
  | { does: 'copy'; columns: ReadonlySet<string> | 'all' }
);

export interface RowChanges {
  changes: RowChange[];
  /** Whether it does more than can be read: it builds statements while it runs, or calls a procedure. */
  hidden: boolean;
}

/** Reads off a statement what it does to rows that are there. */
export async function rowChangesOf(sql: string): Promise<RowChanges> {
  const trees = await parse(sql).then(
    ({ stmts = [] }) => stmts.map(({ stmt = {} }) => stmt),
    () => [],
  );
  const found: RowChanges = { changes: [], hidden: false };
  for (const tree of trees) {
    for (const [kind, node] of Object.entries(tree)) {
      if (kind === 'DoStmt') await addBlock(sql, found);
      else if (kind === 'CallStmt') found.hidden = true;
      else if (kind === 'AlterTableStmt') found.changes.push(...(await alterations(sql, node)));
      else found.changes.push(...read(kind, node));
    }
  }
  return found;
}

/** A statement, and those that stand in its WITH. */
function read(kind: string, node: Tree): RowChange[] {
  const { ctes = [] } = (node.withClause ?? {}) as { ctes?: { CommonTableExpr: { ctequery: Record<string, Tree> } }[] };
  const inner = ctes.flatMap(({ CommonTableExpr: { ctequery } }) => Object.entries(ctequery));
  return [...inner.flatMap(([one, tree]) => read(one, tree)), ...(READERS[kind]?.(node) ?? [])];
}

/** The statements of a block, each read by itself. */
async function addBlock(sql: string, found: RowChanges): Promise<void> {
  const parsed: unknown = await parsePlPgSQL(sql).catch(() => undefined);
  found.hidden ||= parsed === undefined;
  const queries: string[] = [];
  const visit = (tree: unknown): void => {
    if (Array.isArray(tree)) for (const one of tree) visit(one);
    else if (typeof tree === 'object' && tree !== null)
      for (const [kind, node] of Object.entries(tree)) {
        if (kind === 'PLpgSQL_stmt_dynexecute') found.hidden = true;
        const { sqlstmt } = (kind === 'PLpgSQL_stmt_execsql' ? node : {}) as {
          sqlstmt?: { PLpgSQL_expr?: { query?: string } };
        };
        if (sqlstmt?.PLpgSQL_expr?.query) queries.push(sqlstmt.PLpgSQL_expr.query);
        visit(node);
      }
  };
  visit(parsed);
  for (const query of queries) {
    const inner = await rowChangesOf(query);
    found.changes.push(...inner.changes);
    found.hidden ||= inner.hidden;
  }
}

const READERS: Record<string, (node: Tree) => RowChange[]> = {
  DropStmt: ({ removeType, objects }) =>
    removeType === 'OBJECT_TABLE'
      ? (objects as { List: { items: { String: { sval: string } }[] } }[]).map(({ List }) => {
          const [table = '', schema] = List.items.map(item => item.String.sval).reverse();
          return { does: 'drop', relation: { schema, table } };
        })
      : [],
  TruncateStmt: ({ relations }) =>
    (relations as { RangeVar: Tree }[]).map(({ RangeVar }) => ({ does: 'truncate', relation: nameOf(RangeVar) })),
  DeleteStmt: ({ relation, whereClause }) => [
    { does: 'delete', relation: nameOf(relation), all: whereClause === undefined },
  ],
  UpdateStmt: ({ relation, targetList, whereClause }) => overwritten(relation, targetList, whereClause),
  MergeStmt: ({ relation, mergeWhenClauses }) =>
    (mergeWhenClauses as { MergeWhenClause: Tree }[]).flatMap(({ MergeWhenClause: { commandType, targetList } }) => {
      if (commandType === 'CMD_DELETE') return [{ does: 'delete' as const, relation: nameOf(relation), all: false }];
      return commandType === 'CMD_UPDATE' ? overwritten(relation, targetList, {}) : [];
    }),
  InsertStmt: ({ relation, selectStmt, onConflictClause }) => [
    ...copied(selectStmt),
    ...overwritten(relation, (onConflictClause as Tree | undefined)?.targetList ?? [], {}),
  ],
  CreateTableAsStmt: ({ query }) => copied(query),
};

const nameOf = (relation: unknown): TableName => {
  const { schemaname, relname } = relation as { schemaname?: string; relname: string };
  return { schema: schemaname, table: relname };
};

/** Columns that are given values which do not come from their own, where they had one. */
function overwritten(relation: unknown, targetList: unknown, condition: unknown): RowChange[] {
  const { relname, alias } = relation as { relname: string; alias?: { aliasname: string } };
  const table = alias?.aliasname ?? relname;
  return (targetList as { ResTarget: Tree }[]).flatMap(({ ResTarget: { name, val } }) => {
    const column = { column: name as string, table };
    if (readsColumn(val, column) || needsNull(condition, column)) return [];
    return [
      { does: 'overwrite' as const, relation: nameOf(relation), column: column.column, all: condition === undefined },
    ];
  });
}

/** Whether a condition lets only rows pass that have no value in a column. */
function needsNull(condition: unknown, column: { column: string; table: string }): boolean {
  const { BoolExpr, NullTest } = (condition ?? {}) as { BoolExpr?: Tree; NullTest?: Tree };
  if (BoolExpr?.boolop === 'AND_EXPR') return (BoolExpr.args as unknown[]).some(one => needsNull(one, column));
  const isColumn = (NullTest?.arg as Tree | undefined)?.ColumnRef !== undefined;
  return NullTest?.nulltesttype === 'IS_NULL' && isColumn && readsColumn(NullTest.arg, column);
}

/** What keeps rows from being read, one for one. */
const PICKS = ['whereClause', 'groupClause', 'havingClause', 'distinctClause', 'limitCount', 'limitOffset', 'larg'];

function copied(query: unknown): RowChange[] {
  const select = (query as { SelectStmt?: Tree } | undefined)?.SelectStmt;
  const [from, ...more] = (select?.fromClause ?? []) as { RangeVar?: Tree }[];
  if (!select || !from?.RangeVar || more.length > 0 || PICKS.some(clause => select[clause] !== undefined)) return [];
  const names = namesIn(select.targetList);
  return [{ does: 'copy', relation: nameOf(from.RangeVar), columns: names.has('*') ? 'all' : names }];
}

async function alterations(sql: string, { relation, cmds }: Tree): Promise<RowChange[]> {
  const found: RowChange[] = [];
  for (const { AlterTableCmd: command } of cmds as { AlterTableCmd: Tree }[]) {
    const column = command.name as string;
    const using = (command.def as { ColumnDef?: Tree } | undefined)?.ColumnDef?.raw_default;
    if (command.subtype === 'AT_DropColumn') found.push({ does: 'drop column', relation: nameOf(relation), column });
    if (command.subtype !== 'AT_AlterColumnType' || using === undefined) continue;
    const name = nameOf(relation);
    const reads = readsColumn(using, { column, table: name.table });
    found.push({ does: 'convert', relation: name, column, using: await usingText(sql, using), reads });
  }
  return found;
}

/** The text of an expression behind USING: it ends with the statement or before the next command. */
async function usingText(sql: string, tree: unknown): Promise<string> {
  const inside = firstPlace(tree);
  let [depth, start, end] = [0, 0, 0];
  for (const token of withoutComments(await scan(sql))) {
    if (token.text === '(' || token.text === '[') depth++;
    else if (token.text === ')' || token.text === ']') depth--;
    else if (depth === 0 && token.text.toLowerCase() === 'using' && token.start <= inside) start = token.end;
    else if (depth === 0 && (token.text === ',' || token.text === ';') && token.start > inside) break;
    end = token.end;
  }
  return Buffer.from(sql).subarray(start, end).toString().trim();
}

/** The first place in the text that a tree has. */
function firstPlace(tree: unknown): number {
  if (typeof tree !== 'object' || tree === null) return Number.POSITIVE_INFINITY;
  const { location } = tree as { location?: number };
  return Math.min(location ?? Number.POSITIVE_INFINITY, ...Object.values(tree).map(firstPlace));
}
