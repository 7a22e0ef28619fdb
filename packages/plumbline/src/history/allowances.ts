import type { Settings } from '../settings.ts';
import type { Allowance } from '../variables.ts';

/** The deviations of a history that a project lets pass. */
export const allowancesOf = ({ history }: Settings): Set<Allowance> =>
  new Set<Allowance>([
    ...(history?.isShared ? (['missing'] as const) : []),
    ...(history?.allowLate ? (['out-of-order'] as const) : []),
  ]);
