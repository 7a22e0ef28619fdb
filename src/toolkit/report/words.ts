/** `1 row`, `2 rows`, `no rows`. */
export function count(number: number, noun: string): string {
  return `${number === 0 ? 'no' : number.toLocaleString('en')} ${noun}${number === 1 ? '' : 's'}`;
}

/** A time as people read it, to the second and in UTC, so that it says the same on every machine. */
export const instant = (time: Date): string =>
  time
    .toISOString()
    .replace('T', ' ')
    .replace(/\.\d+Z$/, ' UTC');
