import type { Fact } from '../../catalog/index.ts';

/** `notNull` as it is said: `not null`. */
export const sayFactName = (fact: string): string => fact.replaceAll(/[A-Z]/g, letter => ` ${letter.toLowerCase()}`);

/** A list of values reads better without the brackets of JSON. */
export const sayFact = (fact: string, value: Fact): string => {
  if (value === null) return 'none';
  if (fact !== 'labels') return value;
  return (JSON.parse(value) as string[]).map(label => `'${label}'`).join(', ');
};
