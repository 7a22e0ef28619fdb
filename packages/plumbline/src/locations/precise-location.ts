import { readFileSync } from 'node:fs';
import { sourceParser } from '../optional.ts';
import type { Location } from '../problem/index.ts';
import { positionAt } from '../sql/index.ts';

/** The location of a syntax error to the column; Node names the line alone. Another location stays as it is. */
export function preciseLocation(location: Location | undefined): Location | undefined {
  if (!location || !/\.[cm]?[jt]s$/.test(location.file)) return location;
  const text = readFileSync(location.file, 'utf8');
  const [label] = sourceParser()
    .parseSync(location.file, text)
    .errors.flatMap(({ labels }) => labels);
  return label ? { file: location.file, ...positionAt(text, label.start) } : location;
}
