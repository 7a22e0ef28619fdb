import { parseSync, type ScanToken, scanSync, withoutComments } from './parser.ts';

/** What a password is shown as. */
const MASK = "'***'";
/** Words that PostgreSQL, its wrappers of foreign data and its extensions write before a password. */
const BEFORE = /^"?(?:\w*(?:password|passwd|passphrase|secret|token|access_key))"?$/i;
/** Words before a text that says how to connect, or a command line that may: password included. */
const CONNECTS = /^(?:connection|primary_conninfo|program|\w+_command)$/i;
/** A text that says how to connect, with a password in it. */
const CONNECTION = /(?:^|[\s?&])(?:ssl)?password\s*=|[a-z][a-z0-9+.-]*:\/\/[^\s/@]*:[^\s@]*@/i;
/** A part of a statement that is put together, with the password in another one: `password %L`, `password ` at the end. */
const UNFINISHED = /(?:password|passwd|passphrase|secret|token|access_key)"?\s*(?:=|:=|\bto\b)?\s*'*(?:%|\$\d|$)/i;
/** Statements that are looked at: some word of them may be of a secret, or they make what has one. */
const SUSPECT =
  /pas|pwd|secret|token|access_key|connection|conninfo|program|_command|:\/\/|\b(?:role|user|group|server|mapping|subscription)\b/i;
const BETWEEN = new Set(['=', 'to', ':=']);

interface Masked {
  text: string;
  /** What was taken out, as it stood there and as it was meant. */
  secrets: string[];
}

/**
 * A statement without the passwords in it, as PostgreSQL's own scanner finds them: of roles, user mappings, servers,
 * subscriptions, connection strings and command lines, in blocks of code too. Of a statement that PostgreSQL's parser
 * refuses no text is shown: the word before a password may be the one that is mistyped. A password that is the argument
 * of a function which does not say so by a connection string (`crypt('…', …)`) is a text like any other.
 */
export const masked = (sql: string): string => mask(sql).text;

/** A message about a statement, without the passwords of that statement. */
export function withoutSecrets(message: string, sql: string): string {
  const secrets = mask(sql).secrets.toSorted((a, b) => b.length - a.length);
  return secrets.reduce((text, secret) => (secret === '' ? text : text.replaceAll(secret, '***')), message);
}

function mask(sql: string): Masked {
  // it is cheap to see that there is nothing to look for
  if (!SUSPECT.test(sql)) return { text: sql, secrets: [] };
  try {
    return scanned(sql, isRefused(sql) ? () => true : isSecret);
  } catch {
    // what is no SQL cannot be taken apart: none of its texts is shown
    const text = sql.replaceAll(/'[^']*'?/g, MASK);
    return { text, secrets: [...sql.matchAll(/'([^']*)'?/g)].map(([, secret = '']) => secret) };
  }
}

function isRefused(sql: string): boolean {
  try {
    parseSync(sql);
    return false;
  } catch {
    return true;
  }
}

function scanned(sql: string, hides: (tokens: readonly ScanToken[], at: number) => boolean): Masked {
  const bytes = Buffer.from(sql);
  const tokens = withoutComments(scanSync(sql));
  const secrets: string[] = [];
  let text = '';
  let from = 0;
  const replace = (token: ScanToken, by: string): void => {
    text += bytes.subarray(from, token.start).toString() + by;
    from = token.end;
  };
  for (const [i, token] of tokens.entries()) {
    if (!isText(token)) continue;
    const written = bytes.subarray(token.start, token.end).toString();
    const meant = meantBy(written);
    if (hides(tokens, i) || CONNECTION.test(meant)) {
      secrets.push(written, meant);
      replace(token, MASK);
      continue;
    }
    const inner = within(meant);
    if (inner.secrets.length === 0) continue;
    secrets.push(...inner.secrets);
    const tag = /^\$[^$]*\$/.exec(written)?.[0];
    replace(token, tag === undefined ? MASK : `${tag}${inner.text}${tag}`);
  }
  return { text: text + bytes.subarray(from).toString(), secrets };
}

/** A text that may be code, in a language that the parser of statements does not read. */
function within(text: string): Masked {
  if (!SUSPECT.test(text)) return { text, secrets: [] };
  try {
    return scanned(text, isSecret);
  } catch {
    return mask(text);
  }
}

/** The scanner has no name for a text with escapes of Unicode. */
const isText = ({ tokenName, text }: ScanToken): boolean => tokenName === 'SCONST' || /^u&'/i.test(text);

function isSecret(tokens: readonly ScanToken[], at: number): boolean {
  const skipped = BETWEEN.has(tokens[at - 1]?.text.toLowerCase() ?? '') ? 2 : 1;
  const before = tokens[at - skipped]?.text ?? '';
  return BEFORE.test(before) || CONNECTS.test(before) || isConcatenated(tokens, at);
}

/** Whether another text of the statement, before this one, leaves out the password that it speaks of. */
function isConcatenated(tokens: readonly ScanToken[], at: number): boolean {
  const start = tokens.slice(0, at).findLastIndex(({ text }) => text === ';') + 1;
  return tokens.slice(start, at).some(token => isText(token) && UNFINISHED.test(meantBy(token.text)));
}

/** The text that a constant stands for. */
function meantBy(written: string): string {
  const tag = /^\$[^$]*\$/.exec(written)?.[0];
  if (tag !== undefined) return written.slice(tag.length, -tag.length);
  return written
    .replace(/^[^']*'/, '')
    .replace(/'$/, '')
    .replaceAll("''", "'");
}
