import fc from 'fast-check';

/** What JavaScript, SQL, an editor or a terminal reads otherwise than it stands there. */
export const UNLUCKY = [
  '\r',
  '\n',
  '\r\n',
  '\u2028',
  '\u2029',
  '`',
  '${',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: that is what it is about
  '${process.exit(9)}',
  '}',
  '\\',
  '\\n',
  '\\u0041',
  "'",
  '"',
  '$',
  '$$',
  '$guard$',
  '*/',
  '//',
  '--',
  '/*',
  ';',
  '%',
  '%s',
  '\t',
  '\v',
  '\u0001',
  '\u001b[31m',
  '\u007f',
  '\u0085',
  '\u00a0',
  '\ufeff',
  '\u202e',
  '\u200b',
  '\ud83d',
  '\ude00',
  '😀',
  '𝕏',
  'ü',
  'ß',
  'a',
  'Z',
  '0',
  ' ',
  '.',
];

/** The longest name that PostgreSQL keeps, in bytes. */
const LONGEST = 63;

/** PGlite reads no value that begins with U+FEFF: its decoder takes that for the mark of an encoding. */
export const text = fc
  .array(fc.constantFrom(...UNLUCKY), { maxLength: 8 })
  .map(parts => parts.join(''))
  .filter(words => !words.startsWith('\ufeff'));

/** Different names, none of which PostgreSQL has to cut; what half a pair becomes is the same for all halves. */
export const names = (count: number): fc.Arbitrary<string[]> =>
  fc.uniqueArray(
    text.map(word => `n${word}`.toWellFormed()).filter(name => Buffer.byteLength(name) <= LONGEST - 8),
    { minLength: count, maxLength: count },
  );
