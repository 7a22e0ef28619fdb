import { extname, join, sep } from 'node:path';

/**
 * The folder that holds this package's modules: `src`, or `dist` where it is built, in which modules are put together and
 * stand elsewhere than their sources.
 */
export const FOLDER: string = import.meta.dirname;

/** Whether an absolute path is one of this package's own modules, which may stand beside the project as a workspace. */
export const isOwnModule = (path: string): boolean => path.startsWith(`${FOLDER}${sep}`);

/** The path of a module that is begun by its path: a thread's or a process's. */
export const entryPath = (name: string): string => join(FOLDER, `${name}${extname(import.meta.filename)}`);
