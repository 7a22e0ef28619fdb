import type { Parameter } from '../catalog/index.ts';
import { literal } from '../sql/index.ts';

/** `comment on …`, which also takes a comment away. */
export const comment = (on: string, text: string | null): string =>
  `comment on ${on} is ${text === null ? 'null' : literal(text)}`;

/** `comment on …` for an object that was just made: nothing when it has none. */
export const commentNew = (on: string, text: string | null): string[] => (text === null ? [] : [comment(on, text)]);

/** ` with (a=1, b=2)`, or nothing. */
export function withParameters(options: readonly Parameter[]): string {
  const list = options.map(({ name, value }) => `${name}=${literal(value)}`);
  return list.length === 0 ? '' : ` with (${list.join(', ')})`;
}
