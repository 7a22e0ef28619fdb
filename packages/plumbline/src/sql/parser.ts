import type { ScanResult } from 'libpg-query';
import { compileOnce } from '../webassembly.ts';
import { readable, restored } from './control-characters.ts';

export type { ScanToken } from 'libpg-query';

type Parser = typeof import('libpg-query');

let loading: Promise<Parser> | undefined;
let loaded: Parser | undefined;

/**
 * Loads PostgreSQL's scanner and parser, which are WebAssembly: the first time that they are needed, and no command pays
 * for them that reads no SQL. This is the only place that imports the package.
 */
export function loadParser(): Promise<Parser> {
  loading ??= (async () => {
    compileOnce();
    const parser = await import('libpg-query');
    await parser.loadModule();
    loaded = parser;
    return parser;
  })();
  return loading;
}

/** A script as PostgreSQL's parser reads it: each statement as one node, under the name of its kind. Places are in bytes. */
export interface ParsedScript {
  stmts?: { stmt?: Record<string, Record<string, unknown>>; stmt_location?: number; stmt_len?: number }[];
}

/** What was loaded: those that answer at once do so after `loadParser`. */
function parser(): Parser {
  if (!loaded) throw new Error('loadParser() comes first');
  return loaded;
}

export async function parse(sql: string): Promise<ParsedScript> {
  await loadParser();
  return parseSync(sql);
}

export function parseSync(sql: string): ParsedScript {
  const script: unknown = restored(parser().parseSync(readable(sql)), sql);
  return script as ParsedScript;
}

/** The code of a function in PL/pgSQL, by its `create` statement, or of a block. */
export const parsePlPgSQL = async (sql: string): Promise<unknown> =>
  restored(await (await loadParser()).parsePlPgSQL(readable(sql)), sql);

export async function scan(sql: string): Promise<ScanResult> {
  await loadParser();
  return scanSync(sql);
}

export function scanSync(sql: string): ScanResult {
  // the scanner refuses an empty text
  if (sql === '') return { version: 0, tokens: [] };
  const found = parser().scanSync(readable(sql));
  if (readable(sql) === sql) return found;
  const bytes = Buffer.from(sql);
  const tokens = found.tokens.map(token => ({ ...token, text: bytes.subarray(token.start, token.end).toString() }));
  return { ...found, tokens };
}

/** Where in a text the parser found a syntax error, in characters; nothing for an error of another sort. */
export const syntaxErrorAt = (error: unknown): number | undefined =>
  loaded?.hasSqlDetails(error) ? error.sqlDetails?.cursorPosition : undefined;

const COMMENTS = new Set(['SQL_COMMENT', 'C_COMMENT']);

/** The tokens that say something. */
export const withoutComments = ({ tokens }: ScanResult): ScanResult['tokens'] =>
  tokens.filter(({ tokenName }) => !COMMENTS.has(tokenName));
