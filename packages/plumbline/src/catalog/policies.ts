import { literal } from '../sql/index.ts';
import type { Session } from './session.ts';

/**
 * Asks about rows so that PostgreSQL refuses a query of which a policy would hide some, instead of hiding them: rows that
 * are hidden are no evidence that there are none.
 */
export async function withoutPolicies<T>(live: Session, work: () => Promise<T>): Promise<T> {
  const set = async (value: string): Promise<void> =>
    void (await live.query(`select pg_catalog.set_config('row_security', ${literal(value)}, false)`));
  const [before] = await live.query<{ value: string }>(`select pg_catalog.current_setting('row_security') as value`);
  await set('off');
  try {
    return await work();
  } finally {
    await set(before?.value ?? 'on');
  }
}
