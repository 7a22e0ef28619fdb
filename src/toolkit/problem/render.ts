import type { Problem } from './problem.ts';

const indent = (text: string, by: string): string => text.split('\n').join(`\n${by}`);

/** The problem as it is printed: a headline, then only the parts that are known, one per line. */
export function renderProblem(problem: Problem): string {
  const parts = Object.entries({
    where: problem.where,
    why: problem.why,
    fix: problem.fix,
  })
    .filter((part): part is [string, string] => Boolean(part[1]))
    .map(([label, text]) => `  ${`${label}:`.padEnd(7)}${indent(text, ' '.repeat(9))}`);
  return [`error ${problem.code}: ${problem.message}`, ...parts].join('\n');
}
