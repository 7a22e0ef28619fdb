import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The first place in a stack that is in a file of the project, as `file:line:column` seen from where the command runs.
 * Node puts the place of a syntax error in front, without a column.
 *
 * @param isOurs whether an absolute path is a file that counts
 */
export function placeInStack(stack: string, isOurs = outsidePackages): string | undefined {
  for (const [, name, position] of stack.matchAll(/(file:\/\/[^\s:)]+|\/[^\s:()]+):(\d+(?::\d+)?)/g)) {
    const path = name?.startsWith('file:') ? fileURLToPath(name.replace(/\?.*$/, '')) : name;
    if (path !== undefined && isOurs(path)) return `${relative(process.cwd(), path)}:${position}`;
  }
  return undefined;
}

const outsidePackages = (path: string): boolean => !path.includes('/node_modules/');
