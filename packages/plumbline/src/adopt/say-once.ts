import type { Say } from '../problem/index.ts';

const said = new Set<string>();

/** Says a line once in a process: MikroORM reads a configuration, and makes a driver of it, again and again. */
export function sayOnce(say: Say, line: string): void {
  if (!said.has(line)) say(line);
  said.add(line);
}
