import wrapAnsi from 'wrap-ansi';
import { styled, width } from './page.ts';

export interface SideBySideRow {
  label: string;
  cells: readonly [string, string];
}

/** Columns of the labels. */
const LABEL = 14;

/** Two texts beside each other for each row, each wrapped in its half of the page. */
export function sideBySide(titles: readonly [string, string], rows: readonly SideBySideRow[]): string {
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
    ...rows.flatMap(({ label, cells }) => row(label, cells)),
  ].join('\n');
}
