import { hasSqlstate, SQLSTATE } from '../problem/index.ts';
import { parsePlPgSQL } from './parser.ts';
import { literal } from './quote.ts';

type Node = Record<string, unknown>;
type Tree = Record<string, Node>;

/**
 * Whether a statement may stand in a transaction block. It may not where PostgreSQL does its work in several transactions
 * or outside of any, nor where it commits by itself; `perhaps` where that is up to the database or to code that is not
 * seen: there PostgreSQL has to be asked.
 */
export interface InTransaction {
  may: 'yes' | 'no' | 'perhaps';
  /** Whether it commits what it does bit by bit, as PostgreSQL's way of filling a table in batches does. */
  commits: boolean;
}

const YES: InTransaction = { may: 'yes', commits: false };
const NO: InTransaction = { may: 'no', commits: false };
const PERHAPS: InTransaction = { may: 'perhaps', commits: false };

/** Of what the parser cannot read. */
export const UNREAD = PERHAPS;

/**
 * @param kind the name of the statement's node in PostgreSQL's parse tree, `VacuumStmt`
 * @param node its fields
 */
export async function inTransaction(kind: string, node: Node): Promise<InTransaction> {
  if (kind === 'DoStmt') return inCode(node);
  return (await DECIDED[kind]?.(node)) ?? YES;
}

/** Of statements that are sent as one: the strictest. */
export async function allInTransaction(
  statements: readonly (readonly [kind: string, node: Node])[],
): Promise<InTransaction> {
  const all = await Promise.all(statements.map(([kind, node]) => inTransaction(kind, node)));
  return all.find(({ may }) => may === 'no') ?? all.find(({ may }) => may === 'perhaps') ?? YES;
}

/** Whether that is what PostgreSQL has against a statement, which it says before it does anything of it, or takes back. */
export const isRefusedInTransaction = (error: unknown): boolean =>
  hasSqlstate(error, SQLSTATE.activeSqlTransaction, SQLSTATE.invalidTransactionTermination);

const optionsOf = (options: unknown): string[] =>
  ((options ?? []) as Tree[]).map(({ DefElem }) => String(DefElem?.defname));

/** Source: the callers of PreventInTransactionBlock in PostgreSQL. */
const DECIDED: Record<string, (node: Node) => InTransaction> = {
  AlterSystemStmt: () => NO,
  CreateTableSpaceStmt: () => NO,
  CreatedbStmt: () => NO,
  DropTableSpaceStmt: () => NO,
  DropdbStmt: () => NO,
  AlterDatabaseStmt: ({ options }) => (optionsOf(options).includes('tablespace') ? NO : YES),
  // with a slot on the other server, which they make, drop or read
  AlterSubscriptionStmt: () => PERHAPS,
  CreateSubscriptionStmt: () => PERHAPS,
  DropSubscriptionStmt: () => PERHAPS,
  // a partitioned table or index takes a transaction for each part
  ClusterStmt: ({ relation }) => (relation ? PERHAPS : NO),
  ReindexStmt: ({ kind, params }) =>
    optionsOf(params).includes('concurrently') ||
    !['REINDEX_OBJECT_INDEX', 'REINDEX_OBJECT_TABLE'].includes(String(kind))
      ? NO
      : PERHAPS,
  VacuumStmt: ({ is_vacuumcmd: isVacuum }) => (isVacuum ? NO : YES),
  DiscardStmt: ({ target }) => (target === 'DISCARD_ALL' ? NO : YES),
  IndexStmt: ({ concurrent }) => (concurrent ? NO : YES),
  DropStmt: ({ concurrent }) => (concurrent ? NO : YES),
  AlterTableStmt: ({ cmds }) => ((cmds as Tree[]).some(detachesConcurrently) ? NO : YES),
  // the procedure's code is not seen
  CallStmt: () => PERHAPS,
};

const detachesConcurrently = ({ AlterTableCmd }: Tree): boolean =>
  ((AlterTableCmd?.def as Tree | undefined)?.PartitionCmd?.concurrent ?? false) === true;

/** A block of code: one in PL/pgSQL is read, and what it calls is not seen. */
async function inCode({ args }: Node): Promise<InTransaction> {
  const options = (args as Tree[]).map(({ DefElem }) => DefElem as { defname: string; arg: Tree });
  const said = (name: string): string | undefined => {
    const text = options.find(({ defname }) => defname === name)?.arg.String?.sval;
    return text === undefined ? undefined : String(text);
  };
  if ((said('language') ?? 'plpgsql') !== 'plpgsql') return PERHAPS;
  const block = `create procedure block() language plpgsql as ${literal(said('as') ?? '')}`;
  return parsePlPgSQL(block).then(
    tree => (has(tree, ENDS) ? { may: 'no', commits: true } : has(tree, CALLS) ? PERHAPS : YES),
    () => PERHAPS,
  );
}

const ENDS = new Set(['PLpgSQL_stmt_commit', 'PLpgSQL_stmt_rollback']);
const CALLS = new Set(['PLpgSQL_stmt_call']);

/** Whether a node of one of these kinds is anywhere in a tree. */
function has(tree: unknown, kinds: ReadonlySet<string>): boolean {
  if (typeof tree !== 'object' || tree === null) return false;
  return Object.entries(tree).some(([kind, node]) => kinds.has(kind) || has(node, kinds));
}
