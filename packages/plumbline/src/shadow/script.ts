import { hasSqlstate, SQLSTATE } from '../problem/index.ts';
import { readPsqlScript, readStatements, rolesIn, type ScriptStatement } from '../sql/index.ts';
import type { Shadow } from './shadow.ts';

/** Something of a script that a schema is read without. */
export interface LeftOut {
  /** What it is, for people: `extension postgis`, `rows of users`. */
  what: string;
  /** Why it is left out. */
  why: string;
}

/** A script that was taken apart. */
export interface Script {
  statements: ScriptStatement[];
  leftOut: LeftOut[];
  /** Every role that it names. */
  roles: string[];
}

/** A command of psql that a script cannot be read without. */
export class PsqlCommand extends Error {
  readonly offset: number;

  constructor(command: string, offset: number) {
    super(command);
    this.offset = offset;
  }
}

/** A statement of a script that PostgreSQL refuses. */
export class ScriptFailure extends Error {
  readonly offset: number;
  readonly statement: string;
  /** Extensions that the shadow does not have, and that may be missed here. */
  readonly missing: readonly string[];

  constructor(statement: ScriptStatement, missing: readonly string[], cause: Error & { position?: string | number }) {
    super(cause.message, { cause });
    // PostgreSQL counts from 1
    this.offset = statement.offset + Math.max(Number(cause.position ?? 1) - 1, 0);
    this.statement = statement.sql;
    this.missing = missing;
  }
}

/** Commands of psql that say nothing about a schema. */
const SILENT = new Set([
  'restrict',
  'unrestrict',
  'set',
  'unset',
  'echo',
  'qecho',
  'warn',
  'pset',
  'timing',
  'encoding',
  'connect',
  'c',
  'x',
  't',
  'a',
  'q',
]);
/** Statements about rows. */
const ROWS = new Set(['InsertStmt', 'UpdateStmt', 'DeleteStmt', 'MergeStmt', 'CopyStmt', 'TruncateStmt']);
/** Statements about the cluster, or about how it keeps things, and not about a schema. */
const CLUSTER = new Set([
  'CreatedbStmt',
  'DropdbStmt',
  'AlterDatabaseStmt',
  'AlterDatabaseSetStmt',
  'CreateTableSpaceStmt',
  'DropTableSpaceStmt',
  'CreateRoleStmt',
  'AlterRoleStmt',
  'AlterRoleSetStmt',
  'DropRoleStmt',
  'GrantRoleStmt',
  'AlterSystemStmt',
  'CreateSubscriptionStmt',
  'VacuumStmt',
  'CheckPointStmt',
  'ReindexStmt',
  'ClusterStmt',
]);

/**
 * Takes a script apart: a dump of `pg_dump`, or statements that somebody wrote.
 *
 * @throws SqlSyntaxError for what is no SQL, PsqlCommand for a command of psql that would have to be followed
 */
export async function readScript(text: string): Promise<Script> {
  const { sql, commands, copied } = await readPsqlScript(text);
  for (const { text: command, offset } of commands) {
    const name = command.slice(1).split(/\s/)[0] ?? '';
    if (!SILENT.has(name)) throw new PsqlCommand(command, offset);
  }
  const rows = new Set(copied);
  const others = new Map<string, string>();
  const script: Script = { statements: [], leftOut: [], roles: [] };
  const roles = new Set<string>();
  for (const statement of await readStatements(sql)) {
    const { kind, node } = statement;
    if (kind === 'TransactionStmt') continue;
    if (ROWS.has(kind)) rows.add(relationOf(node));
    else if (CLUSTER.has(kind)) others.set(statement.sql.split(/\s+/).slice(0, 3).join(' '), kind);
    else {
      for (const role of rolesIn(node)) roles.add(role);
      script.statements.push(statement);
    }
  }
  script.roles = [...roles];
  for (const table of rows) script.leftOut.push({ what: `rows of ${table}`, why: 'a schema has none' });
  for (const what of others.keys()) script.leftOut.push({ what, why: 'it is about the server, not about a schema' });
  return script;
}

function relationOf({ relation, relations }: Record<string, unknown>): string {
  const [first] = (relations as { RangeVar?: unknown }[] | undefined) ?? [];
  const { schemaname, relname } = (relation ?? first?.RangeVar ?? {}) as { schemaname?: string; relname?: string };
  return [schemaname, relname].filter(Boolean).join('.') || 'a table';
}

/** What is not there: a schema, a table, a type, a function, an access method. */
const NOT_THERE = [
  SQLSTATE.invalidSchemaName,
  SQLSTATE.undefinedTable,
  SQLSTATE.undefinedObject,
  SQLSTATE.undefinedFunction,
  SQLSTATE.undefinedColumn,
  SQLSTATE.featureNotSupported,
  SQLSTATE.undefinedFile,
];

/**
 * Puts the shadow into the state that a script makes. Roles that it names are made; what an extension that the shadow
 * does not have would be needed for is left out.
 *
 * @returns what that is
 * @throws ScriptFailure for the first statement that PostgreSQL refuses otherwise
 */
export async function runScript(shadow: Shadow, { statements, roles }: Script): Promise<LeftOut[]> {
  await shadow.reset();
  await shadow.needRoles(roles);
  const missing = new Map<string, string>();
  const without: LeftOut[] = [];
  for (const statement of statements) {
    const extension = extensionOf(statement);
    if (extension !== undefined && missing.has(extension)) continue;
    try {
      await shadow.run(statement.sql);
    } catch (error) {
      const { message } = error as Error;
      if (statement.kind === 'CreateSchemaStmt' && hasSqlstate(error, SQLSTATE.duplicateSchema)) continue;
      if (statement.kind === 'CreateExtensionStmt') missing.set(extension as string, message);
      else if (missing.size > 0 && hasSqlstate(error, ...NOT_THERE))
        without.push({ what: firstWords(statement.sql), why: `${message}, without ${[...missing.keys()].join(', ')}` });
      else throw new ScriptFailure(statement, [...missing.keys()], error as Error);
    }
  }
  // a dump empties the search path, among other things
  await shadow.putBack();
  return [...[...missing].map(([name, why]) => ({ what: `extension ${name}`, why })), ...without];
}

/** The extension that a statement makes or comments on. */
function extensionOf({ kind, node }: ScriptStatement): string | undefined {
  if (kind === 'CreateExtensionStmt') return String(node.extname);
  if (kind !== 'CommentStmt' || node.objtype !== 'OBJECT_EXTENSION') return undefined;
  return (node.object as { String?: { sval?: string } }).String?.sval;
}

const firstWords = (sql: string): string => sql.replaceAll(/\s+/g, ' ').split(' (')[0]?.slice(0, 80) ?? '';
