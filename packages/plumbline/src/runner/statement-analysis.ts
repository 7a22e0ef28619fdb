import { allInTransaction, type InTransaction, parse, UNREAD } from '../sql/index.ts';
import { type ConcurrentDdl, concurrentDdlOf, type Node, type Tree } from './concurrent-ddl.ts';
import { removesLedger } from './ledger-removal.ts';
import type { LedgerTables } from './ledger-tables.ts';

/** What a run has to know of a statement before it runs it. */
export interface StatementAnalysis {
  /** Concurrent DDL, which PostgreSQL does not roll back when it is interrupted. */
  concurrentDdl: ConcurrentDdl | undefined;
  /** Whether it may take a lock that keeps the application from reading or writing, and that others queue behind. */
  blocks: boolean;
  /** The setting of the session that it sets, which a later session has to be given again. */
  setting: string | undefined;
  /** Begins or ends a transaction. */
  steersTransaction: boolean;
  /** Whether it may stand in a transaction, and whether it commits by itself. */
  inTransaction: InTransaction;
  /** Whether it drops, empties or moves the list of migrations or the ledger. */
  removesLedger: boolean;
}

/** Statements that let reads and writes of other sessions go on; where it depends, the ones that do. */
const LETS_PASS: Record<string, (node: Node) => boolean> = {
  SelectStmt: () => true,
  InsertStmt: () => true,
  UpdateStmt: () => true,
  DeleteStmt: () => true,
  MergeStmt: () => true,
  CopyStmt: () => true,
  VariableSetStmt: () => true,
  CommentStmt: () => true,
  VacuumStmt: ({ options }) => !names(options).includes('full'),
  RefreshMatViewStmt: ({ concurrent }) => concurrent === true,
  AlterTableStmt: ({ cmds }) =>
    (cmds as Tree[]).every(({ AlterTableCmd: command }) => command?.subtype === 'AT_ValidateConstraint'),
};

const names = (options: unknown): unknown[] => ((options ?? []) as Tree[]).map(({ DefElem }) => DefElem?.defname);

/** Of what the parser cannot read. */
const UNKNOWN: StatementAnalysis = {
  concurrentDdl: undefined,
  blocks: true,
  setting: undefined,
  steersTransaction: false,
  inTransaction: UNREAD,
  removesLedger: false,
};

/** What PostgreSQL's parser says of a statement. What it cannot read is taken for the worst. */
export async function analyzeStatement(sql: string, tables: LedgerTables): Promise<StatementAnalysis> {
  const statements = await parse(sql).then(
    ({ stmts }) => (stmts ?? []).map(({ stmt = {} }) => Object.entries(stmt)[0]),
    () => undefined,
  );
  if (!statements) return UNKNOWN;
  const all = statements.filter(entry => entry !== undefined);
  const [only] = all.length === 1 ? all : [];
  const concurrentDdl = only && concurrentDdlOf(...only);
  const [kind, node] = only ?? [];
  const inTransaction = await allInTransaction(all);
  return {
    concurrentDdl,
    blocks: !concurrentDdl && !inTransaction.commits && !all.every(([kind, node]) => LETS_PASS[kind]?.(node)),
    setting: kind === 'VariableSetStmt' && !node?.is_local ? String(node?.name ?? 'all') : undefined,
    steersTransaction: all.some(([kind]) => kind === 'TransactionStmt'),
    inTransaction,
    removesLedger: all.some(([kind, node]) => removesLedger(kind, node, tables)),
  };
}
