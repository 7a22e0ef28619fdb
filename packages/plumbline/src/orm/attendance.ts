import type { Answer, Hazard, Question } from '../objects/index.ts';
import type { Report } from '../runner/index.ts';

/** Somebody who can be asked while a command works. */
export interface Person {
  /** What is the same under another name comes first, and alone: the answers settle other questions, or raise them. */
  answer(questions: readonly Question[]): Promise<Answer[]>;
  /** Whether what would be lost may be lost. */
  agree(losses: readonly Hazard[]): Promise<boolean>;
}

/** Who attends to what the migrator does. The command line has one that prints and asks. */
export interface Attendance {
  /** Hears what happens in a run; one for each run. */
  reporter(): Report;
  /** Nothing where nobody is there to be asked. */
  person(): Person | undefined;
}

/** Nobody listens, and nobody can be asked. */
export const NOBODY: Attendance = { reporter: () => () => {}, person: () => undefined };
