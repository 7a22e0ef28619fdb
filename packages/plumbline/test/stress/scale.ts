/** Whether the full numbers are run, as `make test-stress` does; otherwise a short form of the same. */
export const FULL = process.env.PLUMBLINE_STRESS === 'full';

export const scale = <T>(short: T, full: T): T => (FULL ? full : short);

/** Which part of the repetitions is run, as in `2/5`: the full numbers take hours, and may be run in pieces. */
const [PART = 1, PARTS = 1] = (process.env.PLUMBLINE_STRESS_PART ?? '1/1').split('/').map(Number);

/** The part's share of things that are done one after another; the parts together have each of them once. */
export const ofThisPart = <T>(all: readonly T[]): T[] => all.filter((_, i) => i % PARTS === PART - 1);

/** So many numbers, from 0. */
export const numbers = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

/** Prints a figure as it was measured; the documentation quotes them. */
export const figure = (what: string, measured: string): void =>
  void process.stdout.write(`figure: ${what}: ${measured}\n`);

export const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

/** The largest and the middle of some numbers. */
export function spread(values: readonly number[]): { most: number; median: number } {
  const sorted = values.toSorted((a, b) => a - b);
  return { most: sorted.at(-1) ?? 0, median: sorted[Math.floor(sorted.length / 2)] ?? 0 };
}
