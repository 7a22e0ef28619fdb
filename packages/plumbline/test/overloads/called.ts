import { parse } from 'libpg-query';

type Node = Record<string, unknown>;

/** What the type of an argument may be, as far as the text says: a constant, the column of that name, what a function gives. */
export type Argument =
  | { is: 'text' }
  | { is: 'column'; name: string }
  | { is: 'result'; of: string }
  | { is: 'type'; name: string }
  | { is: 'any' };

/** What of PostgreSQL a statement names, and a search path could turn into something else. */
export interface Called {
  /** Functions by name, with the arguments of each call. */
  functions: Map<string, Argument[][]>;
  operators: Set<string>;
  types: Set<string>;
  relations: Set<string>;
}

export const nothingCalled = (): Called => ({
  functions: new Map(),
  operators: new Set(),
  types: new Set(),
  relations: new Set(),
});

const last = (names: unknown): string =>
  ((names as { String: { sval: string } }[] | undefined)?.at(-1)?.String.sval ?? '').toString();

/** Operators that PostgreSQL looks up for what is written with a word. */
const WORDS: Record<string, string[]> = {
  AEXPR_BETWEEN: ['>=', '<='],
  AEXPR_NOT_BETWEEN: ['<', '>'],
  AEXPR_BETWEEN_SYM: ['>=', '<='],
};

/** Collects from statements, by PostgreSQL's own parser, what they call; bodies of `do` blocks too. */
export async function collect(sql: string, called: Called): Promise<void> {
  const tree = await parse(sql).catch(() => undefined);
  for (const { stmt } of (tree?.stmts ?? []) as { stmt: Node }[]) await visit(stmt, called);
}

async function visit(node: unknown, called: Called): Promise<void> {
  if (typeof node !== 'object' || node === null) return;
  if (Array.isArray(node)) {
    for (const one of node) await visit(one, called);
    return;
  }
  for (const [kind, value] of Object.entries(node as Node)) {
    if (typeof value !== 'object' || value === null) continue;
    const fields = value as Node;
    if (kind === 'FuncCall') {
      const name = last(fields.funcname);
      const calls = called.functions.get(name) ?? [];
      calls.push(((fields.args ?? []) as Node[]).map(argumentOf));
      called.functions.set(name, calls);
    }
    if (kind === 'A_Expr')
      for (const name of WORDS[String(fields.kind)] ?? [last(fields.name)]) called.operators.add(name);
    if (kind === 'SubLink' && fields.subLinkType === 'ANY_SUBLINK') called.operators.add('=');
    if (kind === 'CaseExpr' && fields.arg) called.operators.add('=');
    if (kind === 'JoinExpr' && fields.usingClause) called.operators.add('=');
    if (kind === 'TypeName' || kind === 'typeName') called.types.add(last(fields.names));
    if (kind === 'RangeVar' || kind === 'relation') called.relations.add(String(fields.relname));
    if (kind === 'DoStmt') await collectBlock(fields, called);
    await visit(value, called);
  }
}

/** A block's statements are PL/pgSQL's; what they call are expressions, which are read one by one. */
async function collectBlock({ args }: Node, called: Called): Promise<void> {
  const [body] = JSON.stringify(args).match(/"sval":"(?:[^"\\]|\\.)*"/g) ?? [];
  const text = body === undefined ? '' : (JSON.parse(body.slice('"sval":'.length)) as string);
  for (const line of text.split(/;|\bthen\b|\bloop\b|\belse\b/)) {
    const expression = line
      .replace(/^\s*(?:begin|if|elsif|perform|execute|for \w+ in|return|raise exception '[^']*',)\s*/gi, '')
      .trim();
    for (const form of [expression, `select ${expression}`]) await collect(form, called);
  }
}

function argumentOf(node: Node): Argument {
  const [kind, value] = Object.entries(node)[0] as [string, Node];
  if (kind === 'A_Const') return 'sval' in value ? { is: 'text' } : { is: 'any' };
  if (kind === 'ColumnRef')
    return { is: 'column', name: last((value.fields as Node[]).filter(field => 'String' in field)) };
  if (kind === 'FuncCall') return { is: 'result', of: last(value.funcname) };
  if (kind === 'TypeCast') return { is: 'type', name: last((value.typeName as Node).names) };
  return { is: 'any' };
}
