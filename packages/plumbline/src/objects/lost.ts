import type { Hazard } from './hazard.ts';

/** Something that goes with what it holds. */
export const lost = (id: string, message: string): Hazard => ({
  kind: 'data-loss',
  id,
  message,
  instead: 'take a backup of it first, or keep it until nothing reads it any more',
});
