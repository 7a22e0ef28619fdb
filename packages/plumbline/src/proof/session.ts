import type { Shadow } from '../shadow/index.ts';

/**
 * Settings that no server has by default: what a change does may not depend on the zone, the order of day and month, or
 * the way that intervals are written, of whoever runs it.
 */
const UNUSUAL = `set TimeZone = 'America/St_Johns'; set DateStyle = 'SQL, DMY'; set IntervalStyle = 'sql_standard'`;
const USUAL = 'reset TimeZone; reset DateStyle; reset IntervalStyle';

/** Does something in a session with unusual settings. Schemas are read without them: PostgreSQL's words depend on them. */
export async function unusually<T>(shadow: Shadow, work: () => Promise<T>): Promise<T> {
  await shadow.run(UNUSUAL);
  try {
    return await work();
  } finally {
    await shadow.run(USUAL);
  }
}
