import type { Method } from '../history/index.ts';

/** Who holds the lock. */
export interface Holder {
  pid: number;
  application: string;
  user: string;
  /** An address, or the local socket. */
  from: string;
  /** Absent where the role may not see it. */
  since: Date | null;
}

/** A session that keeps a statement waiting. */
export interface Blocker {
  pid: number;
  application: string;
  user: string;
  query: string;
  /** How long its transaction is open, in seconds; absent where the role may not see it. */
  age: number | null;
}

/** How far PostgreSQL says that a statement is. */
export interface Progress {
  phase: string;
  /** From 0 to 1; absent where PostgreSQL does not count. */
  share: number | undefined;
  /** An estimate of what remains of the phase, in seconds. */
  remaining: number | undefined;
}

/** What happens in a run, as it happens. Every reporter is a rendering of these. */
export type RunEvent =
  | { type: 'waiting'; holder: Holder | undefined; seconds: number }
  | { type: 'orphan'; pid: number }
  | { type: 'begin'; method: Method; migrations: string[] }
  | {
      type: 'migration';
      method: Method;
      name: string;
      index: number;
      of: number;
      steps: number;
      /** Steps that an earlier run did. */
      done: number;
    }
  | { type: 'step'; name: string; index: number; of: number; sql: string }
  | { type: 'progress'; name: string; progress: Progress }
  | { type: 'blocked'; name: string; blockers: Blocker[] }
  | { type: 'unwatched'; name: string; why: string }
  | { type: 'retry'; name: string; why: string; attempt: number; seconds: number }
  | { type: 'silent'; seconds: number }
  | { type: 'reconnect'; why: string; attempt: number; seconds: number }
  | { type: 'stopping'; signal: string }
  | { type: 'finished'; method: Method; name: string; seconds: number }
  | { type: 'end'; method: Method; migrations: number; seconds: number }
  | { type: 'failed'; code: string; what: string };

/** What it returns is waited for when a migration begins and when it is finished. */
export type Report = (event: RunEvent) => void | Promise<void>;
