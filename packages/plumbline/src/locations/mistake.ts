import { readFileSync } from 'node:fs';
import { sourceParser } from '../optional.ts';
import { type Place, readPlace } from '../problem/index.ts';
import { positionAt } from '../sql/index.ts';

/** The place of a syntax error to the column; Node names the line alone. Another place stays as it is. */
export function preciseMistake(where: string | undefined): Place | undefined {
  const place = readPlace(where);
  if (!place || !/\.[cm]?[jt]s$/.test(place.file)) return place;
  const text = readFileSync(place.file, 'utf8');
  const [label] = sourceParser()
    .parseSync(place.file, text)
    .errors.flatMap(({ labels }) => labels);
  return label ? { file: place.file, ...positionAt(text, label.start) } : place;
}
