import { endOfLine, endOfToken } from './lexer.ts';
import { loadParser, parseSync } from './parser.ts';

/** A script for psql, with what is not SQL taken out. */
export interface PsqlScript {
  /** The SQL. What was taken out is blank, so that every place is where it was. */
  sql: string;
  /** psql's own commands, `\connect`, with the offset at which each stands. */
  commands: { text: string; offset: number }[];
  /** The tables whose rows stood in the script. */
  copied: string[];
}

/**
 * Takes a script apart as psql does: its own commands begin with a backslash outside quotes and end with the line, and
 * the rows of `copy … from stdin` stand between the statement and a line with `\.`.
 */
export async function readPsqlScript(text: string): Promise<PsqlScript> {
  await loadParser();
  const commands: PsqlScript['commands'] = [];
  const copied: string[] = [];
  const pieces: string[] = [];
  let kept = 0;
  const cut = (from: number, to: number): number => {
    pieces.push(text.slice(kept, from), blank(text.slice(from, to)));
    kept = to;
    return to;
  };
  let statement: number | undefined;
  for (let at = 0; at < text.length; ) {
    const char = text[at] as string;
    if (char === '\\') {
      const end = endOfLine(text, at);
      commands.push({ text: text.slice(at, end).trim(), offset: at });
      at = cut(at, end);
    } else if (char === ';') {
      const table = statement === undefined ? undefined : copiesInto(text.slice(statement, at));
      if (table !== undefined) copied.push(table);
      at = table === undefined ? at + 1 : cut(statement as number, endOfRows(text, at));
      statement = undefined;
    } else {
      const end = endOfToken(text, at);
      const isSilent = char.trim() === '' || text.startsWith('--', at) || text.startsWith('/*', at);
      if (!isSilent) statement ??= at;
      at = end;
    }
  }
  return { sql: pieces.join('') + text.slice(kept), commands, copied };
}

/** Spaces for what is cut, with its line breaks where they are. */
const blank = (text: string): string => text.replaceAll(/[^\n]/g, ' ');

/** The rows end with a line that holds nothing but `\.`. */
function endOfRows(text: string, from: number): number {
  for (let at = endOfLine(text, from) + 1; at < text.length; at = endOfLine(text, at) + 1) {
    const end = endOfLine(text, at);
    if (text.slice(at, end).trimEnd() === '\\.') return end;
  }
  return text.length;
}

interface Copy {
  relation?: { schemaname?: string; relname?: string };
  is_from?: boolean;
  filename?: string;
  is_program?: boolean;
}

/** The table of a `copy … from stdin`. */
function copiesInto(sql: string): string | undefined {
  if (sql.slice(0, 4).toLowerCase() !== 'copy') return undefined;
  try {
    const [statement] = (parseSync(sql) as { stmts?: { stmt?: { CopyStmt?: Copy } }[] }).stmts ?? [];
    const { relation, is_from: isFrom, filename, is_program: isProgram } = statement?.stmt?.CopyStmt ?? {};
    if (!relation || !isFrom || filename || isProgram) return undefined;
    return [relation.schemaname, relation.relname].filter(Boolean).join('.');
  } catch {
    return undefined;
  }
}
