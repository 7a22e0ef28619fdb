import { sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isOwnModule } from '../folder.ts';
import type { Location } from './location.ts';

/**
 * The first place in a stack that is in a file of the project. Node puts the place of a syntax error in front, without a
 * column.
 *
 * @param counts whether an absolute path is a file that counts
 */
export function locationInStack(stack: string, counts = isOfProject): Location | undefined {
  for (const [, name, line, column] of stack.matchAll(
    /(file:\/\/[^\s:)]+|(?<![\w.@-])\/[^\s:()]+):(\d+)(?::(\d+))?/g,
  )) {
    const path = name?.startsWith('file:') ? fileURLToPath(name.replace(/\?.*$/, '')) : name;
    if (path !== undefined && counts(path))
      return { file: path, line: Number(line), column: column === undefined ? undefined : Number(column) };
  }
  return undefined;
}

/** Whether an absolute path is a file of the project that is worked on, and not of a package. */
export const isOfProject = (path: string): boolean => !path.includes(`${sep}node_modules${sep}`) && !isOwnModule(path);
