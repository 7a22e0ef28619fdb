import { resolve } from 'node:path';
import { type Location, locationInStack, Problem, serverMessage } from '../problem/index.ts';
import type { Method, MigrationFile } from './file.ts';

/** An error that the code of a migration threw. */
export function codeProblem(
  error: unknown,
  method: Method,
  { name, path }: Pick<MigrationFile, 'name' | 'path'>,
): Problem {
  const thrown = error instanceof Error ? error : new Error(String(error));
  return new Problem('PL201', {
    what: `${method}() of ${name} threw an error`,
    location: frameIn(thrown, path),
    why: `${thrown.name}: ${serverMessage(thrown)}`,
    fix: 'correct the migration, and run again',
    cause: error,
  });
}

/** The first place in a file that a stack names; the file itself when it names none. */
function frameIn({ stack = '' }: Error, path: string | undefined): Location | undefined {
  if (path === undefined) return undefined;
  return locationInStack(stack, file => file === resolve(path)) ?? { file: path };
}
