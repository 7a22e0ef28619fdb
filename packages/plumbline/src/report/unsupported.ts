import type { Unsupported } from '../objects/index.ts';
import { indented } from './page.ts';

/** Names of one kind that a line shows. */
const SHOWN = 4;

/** `2 domains (d, e), 1 event trigger (e)`. */
export function sayUnsupported(found: readonly Unsupported[]): string {
  const kinds = new Map<string, string[]>();
  for (const { kind, name } of found) kinds.set(kind, [...(kinds.get(kind) ?? []), name]);
  return [...kinds]
    .map(([kind, names]) => {
      const more = names.length > SHOWN ? `, … ${names.length - SHOWN} more` : '';
      return `${kind} ${names.slice(0, SHOWN).join(', ')}${more}`;
    })
    .join('; ');
}

/** Paragraphs about what a comparison says nothing about. */
export function renderUnsupported(
  { same, onlyFrom, onlyTo }: Record<'same' | 'onlyFrom' | 'onlyTo', readonly Unsupported[]>,
  [from, to]: readonly [string, string],
): string[] {
  const paragraph = (words: string, found: readonly Unsupported[]): string[] =>
    found.length > 0 ? [indented(`not modelled, ${words}: ${sayUnsupported(found)}`, 0, 2)] : [];
  return [
    ...paragraph(`and different or only in ${from}`, onlyFrom),
    ...paragraph(`and different or only in ${to}`, onlyTo),
    ...paragraph('the same on both sides', same),
  ];
}
