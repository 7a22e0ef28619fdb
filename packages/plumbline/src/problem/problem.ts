import { PROBLEMS, type ProblemCode } from './codes.ts';

/** What a person needs to mend a failure. Every text is one or a few short lines, without a password. */
export interface ProblemDetails {
  /** What happened, as a sentence without a full stop. */
  what: string;
  /** `file:line` or the name of a database object. */
  where?: string | undefined;
  /** What PostgreSQL or the system said. */
  why?: string | undefined;
  /** What to do next, a command where there is one. */
  fix?: string | undefined;
  cause?: unknown;
}

/** A failure that is explained to the user in one screen, and never with a stack trace. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly code: ProblemCode;
  readonly where: string | undefined;
  readonly why: string | undefined;
  readonly fix: string | undefined;

  constructor(code: ProblemCode, { what, where, why, fix, cause }: ProblemDetails) {
    super(what, { cause });
    this.code = code;
    this.where = where;
    this.why = why;
    this.fix = fix;
  }

  /** The exit code of a process that ends with this problem. */
  get exitCode(): number {
    return PROBLEMS[this.code].exit;
  }
}
