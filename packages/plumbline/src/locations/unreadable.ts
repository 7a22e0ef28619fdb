import { Problem, placeInStack, showPlace } from '../problem/index.ts';
import { preciseMistake } from './mistake.ts';

/** What went wrong in the project's own files while they were loaded or put together. */
export function unreadable(error: Error): Problem {
  if (error instanceof Problem) return error;
  const place = preciseMistake(placeInStack(error.stack ?? ''));
  return new Problem('PL351', {
    what: 'the configuration or an entity cannot be read',
    where: place && showPlace(place),
    why: `${error.name}: ${error.message}`,
    fix: 'correct the file',
    cause: error,
  });
}
