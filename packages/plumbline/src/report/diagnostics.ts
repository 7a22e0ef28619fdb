import { type Place, type Problem, type ProblemCode, readPlace } from '../problem/index.ts';

/** Something that was found, and where. */
export interface Diagnostic {
  severity: 'error' | 'warning' | 'note';
  code: ProblemCode;
  /** One line. */
  message: string;
  /** Absent where it is about no file. */
  place?: Place | undefined;
}

/** A failure as a diagnostic, with the first line of its reason. */
export const diagnosticOf = (problem: Problem): Diagnostic => ({
  severity: 'error',
  code: problem.code,
  message: [problem.message, problem.why?.split('\n')[0]].filter(Boolean).join(': '),
  place: readPlace(problem.where),
});
