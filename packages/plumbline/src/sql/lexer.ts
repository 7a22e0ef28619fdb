const isLetter = (char: string): boolean => char === '_' || char.toLowerCase() !== char.toUpperCase() || char > '\x7f';
const isWord = (char: string): boolean => isLetter(char) || char === '$' || (char >= '0' && char <= '9');

/** Where the line ends, without its line break. */
export function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end === -1 ? text.length : end;
}

/**
 * Where the token ends that begins at `at`: a comment, a quoted text, a name, or a single character. PostgreSQL's own
 * scanner reads whole scripts only, and a script for psql is none; what does not end goes on to the end of the text.
 */
export function endOfToken(text: string, at: number): number {
  const char = text[at] as string;
  if (text.startsWith('--', at)) return endOfLine(text, at);
  if (text.startsWith('/*', at)) return endOfComment(text, at);
  if (char === "'" || char === '"') return endOfQuoted(text, at + 1, char, false);
  if ((char === 'e' || char === 'E') && text[at + 1] === "'") return endOfQuoted(text, at + 2, "'", true);
  if (char === '$') return endOfDollarQuoted(text, at);
  return isLetter(char) ? endOfName(text, at) : at + 1;
}

function endOfName(text: string, from: number): number {
  let at = from;
  while (at < text.length && isWord(text[at] as string)) at++;
  return at;
}

/** A doubled quote stands for one; in an `E'…'` a backslash takes the next character along. */
function endOfQuoted(text: string, from: number, quote: string, escapes: boolean): number {
  for (let at = from; at < text.length; at++) {
    if (escapes && text[at] === '\\') at++;
    else if (text[at] === quote && text[at + 1] === quote) at++;
    else if (text[at] === quote) return at + 1;
  }
  return text.length;
}

function endOfDollarQuoted(text: string, from: number): number {
  let end = from + 1;
  while (end < text.length && text[end] !== '$' && isWord(text[end] as string)) end++;
  // `$1` is a parameter
  if (text[end] !== '$' || (end > from + 1 && !isLetter(text[from + 1] as string))) return from + 1;
  const tag = text.slice(from, end + 1);
  const close = text.indexOf(tag, end + 1);
  return close === -1 ? text.length : close + tag.length;
}

/** Comments of this kind stand inside each other. */
function endOfComment(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    if (text.startsWith('/*', at)) depth++;
    else if (text.startsWith('*/', at)) depth--;
    else continue;
    at++;
    if (depth === 0) return at + 1;
  }
  return text.length;
}
