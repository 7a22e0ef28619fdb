import { relative } from 'node:path';
import type { Location, Problem, ProblemCode } from '../problem/index.ts';

/** Something that was found, and where. */
export interface Diagnostic {
  severity: 'error' | 'warning' | 'note';
  code: ProblemCode;
  /** One line. */
  message: string;
  /** Absent where it is about no line of a file. */
  location?: Location | undefined;
}

/** A failure as a diagnostic, with the first line of its reason. */
export const diagnosticOf = (problem: Problem): Diagnostic => ({
  severity: 'error',
  code: problem.code,
  message: [problem.message, problem.why?.split('\n')[0]].filter(Boolean).join(': '),
  location: problem.location,
});

/** Where programs are to look, as a folder sees it; nothing where no line is known. */
export function pointOf(
  location: Location | undefined,
  base: string,
): { file: string; line: number; column: number } | undefined {
  if (location?.line === undefined) return undefined;
  return { file: relative(base, location.file), line: location.line, column: location.column ?? 1 };
}
