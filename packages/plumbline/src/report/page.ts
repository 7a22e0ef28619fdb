import { styleText } from 'node:util';
import wrapAnsi from 'wrap-ansi';

/** Columns that a page has at most: text is read, and also pasted into a review. */
const WIDTH = 100;

export const width = (): number => Math.min(process.stdout.columns || WIDTH, WIDTH);

type Style = Parameters<typeof styleText>[0];

/** Text in a style, on a terminal that shows it. */
export const styled = (style: Style, text: string): string => styleText(style, text, { stream: process.stdout });

/** Text of any length under an indent; the lines after the first are indented further, where it is asked for. */
export function indented(text: string, indent: number, hanging = indent): string {
  const room = width() - hanging;
  const [first = '', ...rest] = wrapAnsi(text, room, { hard: true, trim: false }).split('\n');
  return [' '.repeat(indent) + first, ...rest.map(line => ' '.repeat(hanging) + line.trimStart())]
    .map(line => line.trimEnd())
    .join('\n');
}

/** A name and what there is to say of it, in two columns. */
export function entry(label: string, text: string, { indent = 2, column = 14 } = {}): string {
  const name = `${' '.repeat(indent)}${label} `.padEnd(column);
  return name + indented(text, column).slice(column);
}
