/** What PostgreSQL reads between words, and what stands for the others: one byte each, so that places stay the same. */
const BLANK = /[\f\v]/g;
const STAND_IN = '\u007f';
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what this is about
const UNREADABLE = /[\u0001-\u0008\u000e-\u001f]/g;

/** A text without what the parser hands back as it is in JSON, which no reader of JSON takes. */
export const readable = (sql: string): string => sql.replace(BLANK, ' ').replace(UNREADABLE, STAND_IN);

/** What was read, with the character back in its names and texts. Of several different ones nothing tells which was where. */
export function restored<T>(read: T, sql: string): T {
  const [one, ...others] = new Set(sql.match(UNREADABLE));
  if (one === undefined || others.length > 0 || sql.includes(STAND_IN)) return read;
  return JSON.parse(JSON.stringify(read).replaceAll(STAND_IN, JSON.stringify(one).slice(1, -1)));
}
