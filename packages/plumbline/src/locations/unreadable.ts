import { locationInStack, Problem } from '../problem/index.ts';
import { preciseLocation } from './precise-location.ts';

/** What went wrong in the project's own files while they were loaded or put together. */
export function unreadable(error: Error): Problem {
  if (error instanceof Problem) return error;
  const location = preciseLocation(locationInStack(error.stack ?? ''));
  return new Problem('PL351', {
    what: 'the configuration or an entity cannot be read',
    location,
    why: `${error.name}: ${error.message}`,
    fix: 'correct the file',
    cause: error,
  });
}
