import { scan, withoutComments } from './parser.ts';

/** What a statement does and to what, in few words: `create table`, `item`. */
export interface StatementSummary {
  does: string;
  /** Names as they are written; none where the statement names nothing at its start. */
  names: string[];
}

/** Words at the start of a statement that say how, and not what. */
const HOW = new Set(['if', 'not', 'exists', 'or', 'replace', 'only', 'concurrently', 'unique']);

/** Reads the first words of a statement with PostgreSQL's scanner: keywords up to a name, and further names behind commas. */
export async function summarizeStatement(sql: string): Promise<StatementSummary> {
  const tokens = withoutComments(await scan(sql));
  const start = tokens.findIndex(({ keywordKind }) => keywordKind === 0);
  const words = tokens.slice(0, start === -1 ? tokens.length : start).map(({ text }) => text.toLowerCase());
  const names: string[] = [];
  for (let at = start; at >= 0 && tokens[at]?.tokenName === 'IDENT'; at++) {
    let name = tokens[at]?.text ?? '';
    for (; tokens[at + 1]?.text === '.'; at += 2) name += `.${tokens[at + 2]?.text}`;
    names.push(name);
    if (tokens[++at]?.text !== ',') break;
  }
  return { does: words.filter(word => !HOW.has(word)).join(' '), names };
}

/** Summaries of statements, one for all that do the same, in the order of the first. */
export async function summarizeStatements(
  statements: readonly string[],
): Promise<(StatementSummary & { times: number })[]> {
  const summaries = new Map<string, StatementSummary & { times: number }>();
  for (const { does, names } of await Promise.all(statements.map(summarizeStatement))) {
    const summary = summaries.get(does) ?? { does, names: [], times: 0 };
    summary.times++;
    summary.names.push(...names.filter(name => !summary.names.includes(name)));
    summaries.set(does, summary);
  }
  return [...summaries.values()];
}
