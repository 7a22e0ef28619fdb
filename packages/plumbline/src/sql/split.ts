import { parse, syntaxErrorAt } from './parser.ts';

/** A statement of a script. */
export interface ScriptStatement {
  sql: string;
  /** Where its first word stands in the script. */
  offset: number;
  /** The name of its node in PostgreSQL's parse tree, `CreateStmt`. */
  kind: string;
  node: Record<string, unknown>;
}

/** What PostgreSQL’s parser cannot read, and where. */
export class SqlSyntaxError extends Error {
  readonly offset: number;

  constructor(message: string, offset: number, cause: unknown) {
    super(message, { cause });
    this.offset = offset;
  }
}

/**
 * The statements of a script, as PostgreSQL's own parser separates them.
 *
 * @throws SqlSyntaxError when the script is not SQL
 */
export async function readStatements(script: string): Promise<ScriptStatement[]> {
  // the parser refuses an empty text
  if (script === '') return [];
  const nul = script.indexOf('\0');
  // the parser takes it for the end
  if (nul !== -1) throw new SqlSyntaxError('a NUL character, which no text in PostgreSQL can hold', nul, undefined);
  const bytes = Buffer.from(script);
  const { stmts = [] } = await parse(script).catch((error: unknown) => {
    const characters = syntaxErrorAt(error) ?? 0;
    // PostgreSQL counts characters, of which some are two here
    const offset = Array.from(script).slice(0, characters).join('').length;
    throw new SqlSyntaxError((error as Error).message, offset, error);
  });
  let [bytesBefore, before] = [0, 0];
  // the parser skips the comments before a statement
  return stmts.map(({ stmt = {}, stmt_location: start = 0, stmt_len: length }) => {
    // counted on from the statement before: a script may be long
    before += bytes.subarray(bytesBefore, start).toString().length;
    bytesBefore = start;
    const text = bytes.subarray(start, length === undefined ? undefined : start + length).toString();
    const [[kind, node] = ['', {}]] = Object.entries(stmt);
    return { sql: text.trimEnd(), offset: before, kind, node };
  });
}

/** The statements of a script as texts. */
export const splitStatements = async (script: string): Promise<string[]> =>
  (await readStatements(script)).map(({ sql }) => sql);

/** A place in a text, as editors count: from 1. */
export function positionAt(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset);
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') };
}
