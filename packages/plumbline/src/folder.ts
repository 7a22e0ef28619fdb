import { extname, join } from 'node:path';

/**
 * The folder that holds this package's modules: `src`, or `dist` where it is built, in which modules are put together and
 * stand elsewhere than their sources.
 */
export const FOLDER: string = import.meta.dirname;

/** The path of a module that is begun by its path: a thread's or a process's. */
export const entryPath = (name: string): string => join(FOLDER, `${name}${extname(import.meta.filename)}`);
