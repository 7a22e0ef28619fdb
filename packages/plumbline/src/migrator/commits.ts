import { parsePlPgSQL } from '../sql/parser.ts';
import { literal } from '../sql/quote.ts';
import type { Node, Tree } from './beside.ts';

/**
 * Whether a statement ends transactions of its own, as PostgreSQL's way of filling a table in batches does: a block of
 * code that says `commit`, and perhaps a procedure, whose code is not seen. It can do so only outside a transaction.
 */
export type Commits = 'always' | 'perhaps' | 'never';

export async function commitsOf(kind: string, node: Node): Promise<Commits> {
  if (kind === 'CallStmt') return 'perhaps';
  if (kind !== 'DoStmt') return 'never';
  const options = (node.args as Tree[]).map(({ DefElem }) => DefElem as { defname: string; arg: Tree });
  const said = (name: string): string | undefined => {
    const text = options.find(({ defname }) => defname === name)?.arg.String?.sval;
    return text === undefined ? undefined : String(text);
  };
  if ((said('language') ?? 'plpgsql') !== 'plpgsql') return 'perhaps';
  const block = `create procedure block() language plpgsql as ${literal(said('as') ?? '')}`;
  return parsePlPgSQL(block).then(
    tree => (has(tree, ENDS) ? 'always' : has(tree, CALLS) ? 'perhaps' : 'never'),
    () => 'perhaps',
  );
}

const ENDS = new Set(['PLpgSQL_stmt_commit', 'PLpgSQL_stmt_rollback']);
const CALLS = new Set(['PLpgSQL_stmt_call']);

/** Whether a node of one of these kinds is anywhere in a tree. */
function has(tree: unknown, kinds: ReadonlySet<string>): boolean {
  if (typeof tree !== 'object' || tree === null) return false;
  return Object.entries(tree).some(([kind, node]) => kinds.has(kind) || has(node, kinds));
}
