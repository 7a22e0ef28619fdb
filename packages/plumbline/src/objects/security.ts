import type { Hazard } from './hazard.ts';

/** Rows that more people see or change afterwards. */
export const lessProtected = (id: string, message: string): Hazard => ({
  kind: 'note',
  id,
  message,
  instead: 'make sure that nobody sees rows that they should not',
});
