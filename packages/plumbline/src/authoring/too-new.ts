import type { Step } from '../planner/index.ts';
import { type Newer, newerThan } from '../sql/index.ts';

/** A step that the database which it is for is too old for. */
export class TooNew extends Error {
  readonly object: string;
  readonly version: number;
  readonly since: number;
  readonly statement: string;

  constructor({ object, sql }: Step, { what, since }: Newer, version: number) {
    super(`PostgreSQL ${Math.floor(version / 10_000)} does not have ${what}, which came with ${since}`);
    this.object = object;
    this.version = version;
    this.since = since;
    this.statement = sql;
  }
}

/** @throws TooNew for the first step that asks for more than a version of PostgreSQL has */
export async function requireOlder(steps: readonly Step[], version: number): Promise<void> {
  for (const step of steps) {
    const [newest] = await newerThan(version, step.sql);
    if (newest) throw new TooNew(step, newest, version);
  }
}
