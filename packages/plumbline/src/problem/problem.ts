import { PROBLEMS, type ProblemCode } from './codes.ts';
import type { Location } from './location.ts';

/** Something that was asked, with the answers that there are. */
interface Asked {
  message: string;
  object: string;
  choices: readonly { answer: { flag: string; text: string }; effect: string }[];
}

/** What a person needs to mend a failure. Every text is one or a few short lines, without a password. */
export interface ProblemDetails {
  /** What happened, as a sentence without a full stop. */
  what: string;
  /** The place in a file that causes it. */
  location?: Location | undefined;
  /** What it is about, where that is in no file: a database object, a folder, a setting. */
  subject?: string | undefined;
  /** What PostgreSQL or the system said. */
  why?: string | undefined;
  /** What to do next, a command where there is one. */
  fix?: string | undefined;
  /** All that was asked, of which the screen shows a part. */
  questions?: readonly Asked[] | undefined;
  cause?: unknown;
}

/**
 * A failure that is explained to the user in one screen, and never with a stack trace.
 *
 * @example
 * if (error instanceof Problem && error.code === 'PL310') console.log(error.questions.length);
 */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly code: ProblemCode;
  readonly location: Location | undefined;
  readonly subject: string | undefined;
  readonly why: string | undefined;
  readonly fix: string | undefined;
  readonly questions: readonly Asked[];

  constructor(code: ProblemCode, { what, location, subject, why, fix, questions = [], cause }: ProblemDetails) {
    super(what, { cause });
    this.code = code;
    this.location = location;
    this.subject = subject;
    this.why = why;
    this.fix = fix;
    this.questions = questions;
  }

  /** The exit code of a process that ends with this problem. */
  get exitCode(): number {
    return PROBLEMS[this.code].exit;
  }
}

/** Whether the database that a server was asked for is not there. */
export const isDatabaseMissing = (error: unknown): error is Problem =>
  error instanceof Problem && error.code === 'PL120';
