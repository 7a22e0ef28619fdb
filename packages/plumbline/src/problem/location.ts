import { relative } from 'node:path';

/** A place in a file, or the file as a whole; lines and columns as editors count, from 1. */
export interface Location {
  /** An absolute path. */
  file: string;
  line?: number | undefined;
  column?: number | undefined;
}

/**
 * A location as people and editors read it, `src/entities/user.ts:12:3`, or as much of it as is known.
 *
 * @param base the folder that the file is seen from, an absolute path; the file's path stays absolute without one
 */
export const showLocation = ({ file, line, column }: Location, base?: string): string =>
  [base === undefined ? file : relative(base, file), line, column].filter(part => part !== undefined).join(':');
