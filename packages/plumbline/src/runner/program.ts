import type { Method, MigrationFile } from '../history/index.ts';
import { identifier } from '../sql/index.ts';
import { AppliedDigest } from './applied-digest.ts';
import { noted } from './ledger.ts';
import type { LedgerSql, Mark } from './ledger-sql.ts';
import type { Loaded } from './load.ts';
import type { StatementAnalysis } from './statement-analysis.ts';

/**
 * Where commands stand: committed together, each by itself outside a transaction, or together where PostgreSQL lets them.
 * A run tries that, and a script, which cannot, has each by itself.
 */
export type Stands = 'inside' | 'outside' | 'inside if it may';

export type Command =
  | { type: 'mark'; mark: Mark }
  | { type: 'statement'; statement: Loaded; index: number }
  /** The settings of a migration are for its own statements only. */
  | { type: 'restore settings' };

/** A statement of a migration that runs statement by statement. */
export interface Step {
  statement: Loaded;
  index: number;
  stands: Stands;
  /** Of the statements up to it. */
  appliedDigest: string;
}

/** Commands that stand together. */
interface CommandGroup {
  stands: Stands;
  commands: Command[];
}

/** Those that are about one statement: it is announced, then run and marked as applied. */
export interface StepUnit extends CommandGroup {
  part: 'announce' | 'step';
  step: Step;
}

export type Unit = StepUnit | (CommandGroup & { part: 'whole' | 'begin' | 'settings' | 'end' });

/** What a program is made of. */
export interface ProgramOptions {
  file: MigrationFile;
  method: Method;
  statements: readonly Loaded[];
  transactional: boolean;
  ledger: LedgerSql;
  /** An expression for the role, and what runs the migration. */
  who: string;
}

/**
 * What runs one migration, its statements and its marks in the ledger, each in its place: what a run executes and what a
 * script prints.
 */
export async function programOf(options: ProgramOptions): Promise<Unit[]> {
  const { file, method, statements, transactional, ledger, who } = options;
  const { name, checksum } = file;
  const isUp = method === 'up';
  const begin = mark(() => [isUp ? ledger.begin(name, checksum, who) : ledger.beginReverting(name, who)]);
  const kept = isUp ? await noted(file) : undefined;
  const end = kept
    ? mark(duration => ledger.applied(kept, duration))
    : mark(() => ledger.reverted(name), { findsRow: false });
  if (!transactional) return statementByStatement(options, begin, end);
  const commands = statements.map((statement, index): Command => ({ type: 'statement', statement, index }));
  return [
    {
      part: 'whole',
      stands: 'inside',
      // one that is taken back leaves its row as it is until it is gone: nobody sees what is between
      commands: [...(isUp ? [begin] : []), ...commands, { type: 'restore settings' }, end],
    },
  ];
}

/** Each statement with its mark, so that a run can go on where another broke off. */
function statementByStatement({ file, statements, ledger }: ProgramOptions, begin: Command, end: Command): Unit[] {
  const digest = new AppliedDigest();
  const units = statements.flatMap((statement, index): Unit[] => {
    const stands = standsOf(statement.analysis);
    const step = { statement, index, stands, appliedDigest: digest.add(statement.sql).digest };
    const started = mark(() => [ledger.statementStarted(file.name, index + 1)]);
    const applied = mark(() => [ledger.statementApplied(file.name, index + 1, step.appliedDigest)]);
    return [
      { part: 'announce', step, stands: 'outside', commands: [started] },
      { part: 'step', step, stands, commands: [{ type: 'statement', statement, index }, applied] },
    ];
  });
  return [
    { part: 'begin', stands: 'outside', commands: [begin] },
    ...units,
    { part: 'settings', stands: 'outside', commands: [{ type: 'restore settings' }] },
    { part: 'end', stands: 'inside', commands: [end] },
  ];
}

const mark = (sql: Mark['sql'], { findsRow } = { findsRow: true }): Command => ({
  type: 'mark',
  mark: { sql, findsRow },
});

/** A setting of the session that is made inside a transaction is undone with it. */
function standsOf({ setting, inTransaction }: StatementAnalysis): Stands {
  if (setting !== undefined || inTransaction.may === 'no') return 'outside';
  return inTransaction.may === 'yes' ? 'inside' : 'inside if it may';
}

/** What names without a schema mean while a migration runs; nothing where that is up to the role. */
export const searchPath = (schema: string | undefined, scope: 'local' | 'session'): string[] =>
  schema === undefined ? [] : [`set ${scope} search_path = ${identifier(schema)}`];
