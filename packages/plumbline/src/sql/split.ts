import { endOfToken } from './lexer.ts';
import { mistakeAt, parse } from './parser.ts';

/** A statement of a script. */
export interface ScriptStatement {
  sql: string;
  /** Where its first word stands in the script. */
  offset: number;
  /** The name of its node in PostgreSQL's parse tree, `CreateStmt`. */
  kind: string;
  node: Record<string, unknown>;
}

/** What is no SQL, and where. */
export class SqlMistake extends Error {
  readonly offset: number;

  constructor(message: string, offset: number, cause: unknown) {
    super(message, { cause });
    this.offset = offset;
  }
}

/**
 * The statements of a script, as PostgreSQL's own parser separates them.
 *
 * @throws SqlMistake when the script is not SQL
 */
export async function readStatements(script: string): Promise<ScriptStatement[]> {
  // the parser takes nothing for a mistake
  if (script === '') return [];
  const nul = script.indexOf('\0');
  // the parser takes it for the end
  if (nul !== -1) throw new SqlMistake('a NUL character, which no text in PostgreSQL can hold', nul, undefined);
  const bytes = Buffer.from(script);
  const { stmts = [] } = await parse(script).catch((error: unknown) => {
    const characters = mistakeAt(error) ?? 0;
    // PostgreSQL counts characters, of which some are two here
    const offset = Array.from(script).slice(0, characters).join('').length;
    throw new SqlMistake((error as Error).message, offset, error);
  });
  let [bytesBefore, before] = [0, 0];
  return stmts.map(({ stmt = {}, stmt_location: start = 0, stmt_len: length }) => {
    // counted on from the statement before: a script may be long
    before += bytes.subarray(bytesBefore, start).toString().length;
    bytesBefore = start;
    const text = bytes.subarray(start, length === undefined ? undefined : start + length).toString();
    const skipped = leadingSilence(text);
    const [[kind, node] = ['', {}]] = Object.entries(stmt);
    return { sql: text.slice(skipped).trimEnd(), offset: before + skipped, kind, node };
  });
}

/** The statements of a script as texts. */
export const splitStatements = async (script: string): Promise<string[]> =>
  (await readStatements(script)).map(({ sql }) => sql);

/** The length of the white space and the comments before a statement's first word. */
function leadingSilence(text: string): number {
  let at = 0;
  while (at < text.length) {
    const isSilent = text[at]?.trim() === '' || text.startsWith('--', at) || text.startsWith('/*', at);
    if (!isSilent) return at;
    at = endOfToken(text, at);
  }
  return at;
}

/** A place in a text, as editors count: from 1. */
export function placeAt(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset);
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') };
}
