import { readPlace, showPlace } from './place.ts';
import type { Problem } from './problem.ts';
import { visible } from './visible.ts';

const indent = (text: string, by: string): string => text.split('\n').join(`\n${by}`);

/**
 * The problem as it is printed: a headline, then only the parts that are known, one per line. Where it has a place, the
 * headline begins with it, as editors and CI systems look for it.
 */
export function renderProblem(problem: Problem): string {
  const place = readPlace(problem.where);
  const parts = Object.entries({
    where: place ? undefined : problem.where,
    why: problem.why,
    fix: problem.fix,
  })
    .filter((part): part is [string, string] => Boolean(part[1]))
    .map(([label, text]) => `  ${`${label}:`.padEnd(7)}${indent(text, ' '.repeat(9))}`);
  const headline = place
    ? `${showPlace(place)}: error ${problem.code} ${problem.message}`
    : `error ${problem.code}: ${problem.message}`;
  return visible([headline, ...parts].join('\n'));
}
