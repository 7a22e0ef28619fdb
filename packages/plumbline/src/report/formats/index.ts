import { gcc } from './gcc.ts';
import { github } from './github.ts';
import { sarif } from './sarif.ts';

/** Forms in which programs read diagnostics. */
export const FORMATS = { gcc, github, sarif } as const;
export type Format = keyof typeof FORMATS;
