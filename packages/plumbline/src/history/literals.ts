/**
 * What JavaScript or an editor reads otherwise than it stands there: a carriage return becomes a line feed in a template
 * literal, a byte order mark and half of a surrogate pair do not survive the file, two separators end a line, and marks
 * of direction show a text in another order than it has.
 */
const HIDDEN = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}\uFEFF]/gu;

const SHORT: Record<string, string> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

const escaped = (text: string, asIs: string): string =>
  text.replaceAll(HIDDEN, character =>
    asIs.includes(character)
      ? character
      : (SHORT[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`),
  );

/** SQL as a template literal that gives it back character by character: a line break may stand in a literal or a body. */
export const template = (sql: string): string =>
  `\`${escaped(
    sql.replaceAll(/[`\\]|\$\{/g, match => `\\${match}`),
    '\n\t',
  )}\``;

/** A text as a literal between single quotes. */
export const quotedText = (text: string): string =>
  `'${escaped(
    text.replaceAll(/['\\]/g, match => `\\${match}`),
    '',
  )}'`;

/** A line of a comment, whatever the names in it are made of. */
export const commentLine = (text: string): string => escaped(text.replaceAll('*/', '* /'), '').trimEnd();
