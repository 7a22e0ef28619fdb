import { literal } from '../sql/index.ts';
import type { FactDifference } from './contract.ts';

/** `comment on …`, which also takes a comment away. */
export const comment = (on: string, text: string | null): string =>
  `comment on ${on} is ${text === null ? 'null' : literal(text)}`;

/** `comment on …` for an object that was just made: nothing when it has none. */
export const commentNew = (on: string, text: string | null): string[] => (text === null ? [] : [comment(on, text)]);

/** Whether nothing but the comment differs. */
export const onlyComment = (facts: readonly FactDifference[]): boolean => facts.every(({ fact }) => fact === 'comment');
