/** Whether the full numbers are run, as `make test-stress` does; otherwise a short form of the same. */
export const FULL = process.env.PLUMBLINE_STRESS === 'full';

export const scale = <T>(short: T, full: T): T => (FULL ? full : short);

/** Prints a figure as it was measured; the documentation quotes them. */
export const figure = (what: string, measured: string): void =>
  void process.stdout.write(`figure: ${what}: ${measured}\n`);

export const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

/** The largest and the middle of some numbers. */
export function spread(values: readonly number[]): { most: number; median: number } {
  const sorted = values.toSorted((a, b) => a - b);
  return { most: sorted.at(-1) ?? 0, median: sorted[Math.floor(sorted.length / 2)] ?? 0 };
}
