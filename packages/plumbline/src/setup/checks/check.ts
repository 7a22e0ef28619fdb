import type { Location, Problem, ProblemCode } from '../../problem/index.ts';
import type { Probed, ProbeProblem } from '../probed.ts';
import type { FoundProject } from '../project.ts';

/** Something of a set-up that is wrong. */
export interface DoctorFinding {
  code: ProblemCode;
  what: string;
  location?: Location | undefined;
  why?: string | undefined;
  fix?: string | undefined;
}

/** One thing that was looked at, or why it was not. */
export interface DoctorCheck {
  name: string;
  state: 'fine' | 'wrong' | 'not looked at';
  says: string;
  findings: DoctorFinding[];
}

/** What the checks look at. */
export interface Inspected {
  found: FoundProject;
  /** What the configuration says that the commands use. */
  probed: Probed;
}

export const fine = (name: string, says: string): DoctorCheck => ({ name, state: 'fine', says, findings: [] });

export const notLookedAt = (name: string, says: string): DoctorCheck => ({
  name,
  state: 'not looked at',
  says,
  findings: [],
});

/** Wrong where there are findings, and fine where there are none. */
export const judged = (name: string, findings: readonly DoctorFinding[], says: string): DoctorCheck => {
  const [first] = findings;
  return first === undefined
    ? fine(name, says)
    : { name, state: 'wrong', says: findings.map(({ what }) => what).join('; '), findings: [...findings] };
};

export const findingOf = ({ code, message, location, why, fix }: Problem): DoctorFinding => ({
  code,
  what: message,
  location,
  why,
  fix,
});

export const findingOfData = ({ code, what, file, line, why, fix }: ProbeProblem): DoctorFinding => ({
  code,
  what,
  location: file === undefined ? undefined : { file, line },
  why,
  fix,
});
