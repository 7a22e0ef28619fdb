import { type ScanToken, scanSync } from '../sql/index.ts';
import { flattened } from './connectives.ts';
import type { Fact } from './fact.ts';

/**
 * PostgreSQL's words for an expression, so that PostgreSQL reads them as what it wrote them for.
 *
 * They are the same but for two things: the cast of a whole `ARRAY[…]` would be read as a cast of each element. With a cast
 * to its own type first, which leaves no trace, it is not. And a list of conditions that begins with another one would be
 * read as one list. The parser has to be loaded.
 */
export const withArrayCasts = <T extends string | null>(words: T): T | string => {
  const repeated = rewritten(words, array => {
    const own = typeOf(array.elements[0] ?? '');
    return own === undefined ? castEach(array) : `(ARRAY[${array.elements.join(', ')}]::${own}[])::${array.type}[]`;
  });
  return repeated === null ? repeated : flattened(repeated);
};

/**
 * Whether two facts are the same. A database that was restored from a dump has the cast of each element where its original
 * has the cast of the array, and both are one rule.
 */
export const sameWords = (a: Fact, b: Fact): boolean => a === b || comparable(a) === comparable(b);

/** A comment, and whatever else is no SQL, is compared as it is: it may hold what the scanner does not read to its end. */
function comparable(words: Fact): Fact {
  try {
    return stableDefinition(words);
  } catch {
    return words;
  }
}

/** The words as PostgreSQL would write them once it has read its own. */
export const stableDefinition = <T extends string | null>(words: T): T | string => rewritten(words, castEach);

/** `(ARRAY[a, b])::type[]`, or the same with the array's own type in between. */
interface ArrayCast {
  elements: string[];
  type: string;
}

const castEach = ({ elements, type }: ArrayCast): string =>
  `ARRAY[${elements.map(element => `(${element})::${type}`).join(', ')}]`;

function rewritten<T extends string | null>(words: T, write: (array: ArrayCast) => string): T | string {
  if (words === null || !words.includes('(ARRAY[')) return words;
  let done = '';
  let rest: string = words;
  for (let found = firstArrayCast(rest); found; found = firstArrayCast(rest)) {
    const elements = found.array.elements.map(element => rewritten(element, write));
    done += found.before + write({ ...found.array, elements });
    rest = found.after;
  }
  return done + rest;
}

function firstArrayCast(text: string): { before: string; array: ArrayCast; after: string } | undefined {
  const { tokens, between } = scan(text);
  for (const [i, start] of tokens.entries()) {
    const open = tokens[i + 2];
    if (start.text !== '(' || tokens[i + 1]?.text !== 'ARRAY' || open?.text !== '[') continue;
    const marks = [open, ...separators(tokens, i + 3)];
    const close = tokens.indexOf(marks.at(-1) as ScanToken);
    const own = tokens[close + 1]?.text === '::' ? closing(tokens, close + 2) : close;
    const [paren, cast] = tokens.slice(own + 1, own + 3);
    const dimension = closing(tokens, own + 3) - 1;
    if (paren?.text !== ')' || cast?.text !== '::' || dimension < 0) continue;
    return {
      before: between(undefined, start),
      array: {
        elements: marks.slice(1).map((mark, n) => between(marks[n], mark).trim()),
        type: between(cast, tokens[dimension]),
      },
      after: between(tokens[dimension + 1]),
    };
  }
  return undefined;
}

/** Where the `]` of an array type is, from where the type's name begins. */
const closing = (tokens: readonly ScanToken[], from: number): number => {
  const open = tokens.findIndex(({ text }, i) => i >= from && text === '[');
  return open === -1 ? -1 : open + 1;
};

/** What an element says of its own type: PostgreSQL writes a cast behind every constant but numbers. */
function typeOf(element: string): string | undefined {
  const { tokens, between } = scan(element);
  const [first, second] = tokens;
  if (first?.tokenName === 'SCONST' && second?.text === '::') return between(second);
  if (tokens.length > 1) return undefined;
  if (first?.tokenName === 'ICONST') return 'integer';
  if (first?.tokenName === 'FCONST') return element.includes('.') ? 'numeric' : 'bigint';
  return undefined;
}

/** The tokens of a text, and what stands between two of them. The scanner counts bytes. */
function scan(text: string) {
  const bytes = Buffer.from(text);
  return {
    tokens: scanSync(text).tokens,
    between: (start?: ScanToken, end?: ScanToken): string =>
      bytes.subarray(start?.end ?? 0, end?.start ?? bytes.length).toString(),
  };
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
