import { showLocation } from './location.ts';
import type { Problem } from './problem.ts';
import { visible } from './visible.ts';

const indent = (text: string, by: string): string => text.split('\n').join(`\n${by}`);

/** Where a problem is: a location, or else what it is about. */
export const whereOf = ({ location, subject }: Problem, base?: string): string | undefined =>
  location ? showLocation(location, base) : subject;

/**
 * The problem as it is printed: a headline, then only the parts that are known, one per line. Where a line of a file
 * causes it, the headline begins with that, as editors and CI systems look for it.
 *
 * @param base the folder that files are seen from; their paths are absolute without one
 *
 * @example
 * if (error instanceof Problem) console.error(renderProblem(error, process.cwd()));
 */
export function renderProblem(problem: Problem, base?: string): string {
  const { code, message, location, why, fix } = problem;
  const isLine = location?.line !== undefined;
  const parts = Object.entries({ where: isLine ? undefined : whereOf(problem, base), why, fix })
    .filter((part): part is [string, string] => Boolean(part[1]))
    .map(([label, text]) => `  ${`${label}:`.padEnd(7)}${indent(text, ' '.repeat(9))}`);
  const headline = isLine
    ? `${showLocation({ column: 1, ...location }, base)}: error ${code} ${message}`
    : `error ${code}: ${message}`;
  return visible([headline, ...parts].join('\n'));
}
