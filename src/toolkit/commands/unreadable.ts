import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Problem } from '../problem/index.ts';

/** What went wrong in the project's own files while they were loaded or put together. */
export function unreadable(error: Error): Problem {
  if (error instanceof Problem) return error;
  return new Problem('PL351', {
    what: 'the configuration or an entity cannot be read',
    where: placeIn(error.stack ?? ''),
    why: `${error.name}: ${error.message}`,
    fix: 'correct the file',
    cause: error,
  });
}

/** The first place in the project's own files that a stack names. Node puts the place of a syntax error in front. */
function placeIn(stack: string): string | undefined {
  for (const [, url, position] of stack.matchAll(/(file:\/\/[^\s:)]+|\/[^\s:()]+):(\d+(?::\d+)?)/g)) {
    if (!url || url.includes('/node_modules/')) continue;
    return `${relative(process.cwd(), url.startsWith('file:') ? fileURLToPath(url) : url)}:${position}`;
  }
  return undefined;
}
