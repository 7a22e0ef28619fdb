/** `alone`: outside a transaction, because PostgreSQL demands it or because a lock would be held too long. */
export type Phase = 'transaction' | 'alone';

/** A statement as a kind gives it; the planner fills in the rest. A bare text goes into the transaction. */
export type Draft = string | { sql: string; phase: Phase };

export const alone = (sql: string): Draft => ({ sql, phase: 'alone' });
