import { literal } from '../sql/quote.ts';
/** `comment on …`, which also takes a comment away. */
export const comment = (on: string, text: string | null): string =>
  `comment on ${on} is ${text === null ? 'null' : literal(text)}`;

/** `comment on …` for an object that was just made: nothing when it has none. */
export const commentNew = (on: string, text: string | null): string[] => (text === null ? [] : [comment(on, text)]);

/** The storage parameters in `facts.options`, a JSON array of `name=value`. */
export function parameters(options: string | null): Map<string, string> {
  const list = options === null ? [] : (JSON.parse(options) as string[]);
  return new Map(list.map(option => [option.slice(0, option.indexOf('=')), option.slice(option.indexOf('=') + 1)]));
}

/** ` with (a=1, b=2)`, or nothing. */
export function withParameters(options: string | null): string {
  const list = [...parameters(options)].map(([name, value]) => `${name}=${literal(value)}`);
  return list.length === 0 ? '' : ` with (${list.join(', ')})`;
}
