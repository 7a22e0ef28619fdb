/** The plural of an English noun, as far as the nouns of messages go: `policies`, `indexes`, `keys`. */
const plural = (noun: string): string =>
  /(?:x|s)$/.test(noun) ? `${noun}es` : `${noun.replace(/([^aeiou])y$/, '$1ie')}s`;

/** A number of things: `1 row`, `1,200 rows`; of none as it is said, `0 rows` or `no rows`. */
export const counted = (number: number, noun: string, none = '0'): string =>
  `${number === 0 ? none : number.toLocaleString('en')} ${number === 1 ? noun : plural(noun)}`;
