import type { Difference } from '../compare/index.ts';
import type { Unsupported } from '../objects/index.ts';

/** Where on a round trip something is. */
export type Phase = 'up' | 'down' | 'up again';

interface Details {
  statement?: string;
  object?: string | undefined;
  group?: string | undefined;
  differences?: Difference[];
  unsupported?: Unsupported[];
  leg?: number;
  cause?: unknown;
}

/** Why a change is not what it should be. */
export class ProofFailure extends Error {
  readonly phase: Phase;
  readonly statement: string | undefined;
  /** The ids of what the statement is about, and of what that is part of. */
  readonly object: string | undefined;
  readonly group: string | undefined;
  /** What would be left to do: from the state that is, to the one that should be. */
  readonly differences: Difference[];
  /** What is in one of the two only, and in no catalog. */
  readonly unsupported: Unsupported[];
  /** Which part of the round trip led to that state. */
  readonly leg: number | undefined;

  constructor(phase: Phase, why: string, details: Details = {}) {
    super(why, { cause: details.cause });
    this.phase = phase;
    this.statement = details.statement;
    this.object = details.object;
    this.group = details.group;
    this.differences = details.differences ?? [];
    this.unsupported = details.unsupported ?? [];
    this.leg = details.leg;
  }
}
