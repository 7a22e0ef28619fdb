import type { Difference } from '../compare/index.ts';

/** Why a change is not what it should be. */
export class ProofFailure extends Error {
  readonly phase: 'up' | 'down' | 'up again';
  readonly statement: string | undefined;
  /** The ids of what the statement is about, and of what that is part of. */
  readonly object: string | undefined;
  readonly group: string | undefined;
  readonly differences: Difference[];

  constructor(
    phase: ProofFailure['phase'],
    why: string,
    details: {
      statement?: string;
      object?: string | undefined;
      group?: string | undefined;
      differences?: Difference[];
      cause?: unknown;
    } = {},
  ) {
    super(why, { cause: details.cause });
    this.phase = phase;
    this.statement = details.statement;
    this.object = details.object;
    this.group = details.group;
    this.differences = details.differences ?? [];
  }
}
