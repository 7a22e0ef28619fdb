import type { Fact } from '../catalog/index.ts';

/** A fact that is there or not, as words that read well in a difference. */
export const flag = (value: boolean, words: string): Fact => (value ? words : null);
