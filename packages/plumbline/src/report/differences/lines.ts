import type { Difference, Outline } from '../../compare/index.ts';
import { type FactDifference, relationOf } from '../../objects/index.ts';
import { sayFactName } from './facts.ts';

/** Longest words of PostgreSQL that a summary quotes. */
const QUOTED = 60;

const shorten = (text: string): string => {
  const line = text.replaceAll(/\s+/g, ' ');
  return line.length <= QUOTED ? line : `${line.slice(0, QUOTED - 1)}…`;
};

/**
 * One line for each object that differs. What is part of something that comes or goes as a whole is left out.
 *
 * @param most how many lines a screen has for them; the last one says how many are left out
 */
export function summarizeDifferences(differences: readonly Difference[], most = Number.POSITIVE_INFINITY): string[] {
  const lines = withoutParts(differences).map(summarizeDifference);
  const rest = lines.length - most;
  return rest > 0 ? [...lines.slice(0, most), `… and ${rest} more`] : lines;
}

/** One line for each object that is renamed, comes, goes or differs. */
export const summarizeChange = ({ renames, differences }: Pick<Outline, 'renames' | 'differences'>): string[] => [
  ...renames.map(({ what, to }) => `rename ${what} to ${to}`),
  ...summarizeDifferences(differences),
];

/** The differences without those that are part of another one: of a table that comes or goes, of a column's sequence. */
export function withoutParts(differences: readonly Difference[]): Difference[] {
  const whole = new Set(differences.filter(({ change }) => change !== 'alter').map(({ object }) => object.id));
  return differences
    .filter(({ object, change }) => change === 'alter' || object.parent === null || !whole.has(object.parent.id))
    .filter(({ object }) => object.parent !== null || relationOf(object) === null);
}

/** A difference in one line. */
export function summarizeDifference(difference: Difference): string {
  const { object } = difference;
  if (difference.change === 'add') return `add ${object.id}`;
  if (difference.change === 'remove') return `drop ${object.id}`;
  const facts = difference.facts.map(sayDifference);
  return `change ${object.id}: ${facts.join('; ')}`;
}

function sayDifference({ fact, from, to }: FactDifference): string {
  const name = sayFactName(fact);
  // a fact that is nothing but itself: `not null`, `unique`
  if (from === null && to === name) return name;
  if (to === null && from === name) return `no longer ${name}`;
  return `${name} ${shorten(from ?? 'none')} → ${shorten(to ?? 'none')}`;
}
