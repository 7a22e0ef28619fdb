import wrapAnsi from 'wrap-ansi';
import type { Fact } from '../../catalog/index.ts';
import { styled, width } from '../page.ts';
import { sayFact, sayFactName } from './facts.ts';

/** A fact of an object on both sides. */
interface ComparedFact {
  fact: string;
  from: Fact;
  to: Fact;
  same: boolean;
}

/** Columns of the labels. */
const LABEL = 14;

/** An object's facts on both sides, those that differ marked, each wrapped in its half of the page. */
export function renderSideBySide(titles: readonly [string, string], facts: readonly ComparedFact[]): string {
  const isSame = facts.every(({ same }) => same);
  const room = Math.floor((width() - LABEL - 3) / 2);
  const lines = (text: string): string[] =>
    wrapAnsi(text, room, { hard: true, trim: false })
      .split('\n')
      .map(line => line.trim());
  const row = (label: string, [left, right]: readonly [string, string]): string[] => {
    const [one, other] = [lines(left), lines(right)];
    return Array.from({ length: Math.max(one.length, other.length) }, (_, i) =>
      `${(i === 0 ? label : '').padEnd(LABEL)} ${(one[i] ?? '').padEnd(room)}  ${other[i] ?? ''}`.trimEnd(),
    );
  };
  return [
    ...row('', titles).map(line => styled('bold', line)),
    ...facts.flatMap(({ fact, from, to, same }) =>
      row(`${same ? ' ' : '≠'} ${sayFactName(fact)}`, [sayFact(fact, from), isSame ? '(the same)' : sayFact(fact, to)]),
    ),
  ].join('\n');
}

/** The names of the facts that differ. */
export const nameDifferent = (facts: readonly ComparedFact[]): string =>
  facts.flatMap(({ fact, same }) => (same ? [] : [sayFactName(fact)])).join(', ');
