import { type ScanToken, scanSync } from 'libpg-query';

/**
 * PostgreSQL's words for an expression as it would write them once it has read them again.
 *
 * They are the same but for one thing: the cast of a whole `ARRAY[…]` is read as a cast of each element. Without this,
 * what is made from PostgreSQL's own words would differ from what the words were taken from. The module of `libpg-query`
 * has to be loaded.
 */
export function settled<T extends string | null>(words: T): T | string {
  if (words === null || !words.includes('(ARRAY[')) return words;
  let text: string = words;
  for (let cast = firstArrayCast(text); cast; cast = firstArrayCast(text)) {
    const { before, elements, type, after } = cast;
    text = `${before}ARRAY[${elements.map(element => `(${element})::${type}`).join(', ')}]${after}`;
  }
  return text;
}

/** `(ARRAY[a, b])::type[]` and what stands around it. */
interface ArrayCast {
  before: string;
  elements: string[];
  type: string;
  after: string;
}

function firstArrayCast(text: string): ArrayCast | undefined {
  // the scanner counts bytes
  const bytes = Buffer.from(text);
  const between = (start?: ScanToken, end?: ScanToken): string =>
    bytes.subarray(start?.end ?? 0, end?.start ?? bytes.length).toString();
  const { tokens } = scanSync(text);
  for (const [i, start] of tokens.entries()) {
    const open = tokens[i + 2];
    if (start.text !== '(' || tokens[i + 1]?.text !== 'ARRAY' || open?.text !== '[') continue;
    const marks = [open, ...separators(tokens, i + 3)];
    const close = tokens.indexOf(marks.at(-1) as ScanToken);
    const [paren, cast] = tokens.slice(close + 1, close + 3);
    const dimension = tokens.findIndex(({ text }, n) => n > close + 2 && text === '[');
    if (paren?.text !== ')' || cast?.text !== '::' || dimension === -1) continue;
    return {
      before: between(undefined, start),
      elements: marks.slice(1).map((mark, n) => between(marks[n], mark).trim()),
      type: between(cast, tokens[dimension]),
      after: between(tokens[dimension + 1]),
    };
  }
  return undefined;
}

/** The commas between elements, and the bracket that closes them. */
function separators(tokens: readonly ScanToken[], from: number): ScanToken[] {
  const found: ScanToken[] = [];
  let depth = 0;
  for (const token of tokens.slice(from)) {
    if (depth === 0 && token.text === ',') found.push(token);
    if (token.text === '[' || token.text === '(') depth++;
    if (token.text === ']' || token.text === ')') depth--;
    if (depth < 0) return [...found, token];
  }
  return found;
}
