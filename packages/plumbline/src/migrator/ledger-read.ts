import { literal } from '../sql/quote.ts';
import type { Entry } from './ledger.ts';
import { LedgerSql } from './ledger-sql.ts';
import { type LedgerTables, qualified } from './ledger-tables.ts';

/**
 * What a database says it ran, in order, and what is half done; nothing where it never ran a migration. Reads only: the
 * tables are not made, and what the stock tool ran is told without being taken over.
 */
export async function readLedger(
  session: { query<Row>(sql: string): Promise<Row[]> },
  tables: LedgerTables,
): Promise<Entry[]> {
  const sql = new LedgerSql(tables);
  const is = (relation: string): string => `to_regclass(${literal(relation)}) is not null`;
  const [there] = await session.query<{ list: boolean; ledger: boolean }>(
    `select ${is(qualified(tables))} as list, ${is(qualified(tables, '_ledger'))} as ledger`,
  );
  if (!there?.list) return [];
  const listed = await session.query<Pick<Entry, 'name' | 'startedAt'>>(sql.listed);
  const known = there.ledger ? await session.query<Entry>(sql.entries) : [];
  const byName = new Map(known.map(entry => [entry.name, entry]));
  const applied = listed.map(({ name, startedAt }) => byName.get(name) ?? byAnotherTool(name, startedAt));
  const running = known.filter(({ state, name }) => state === 'running' && !listed.some(one => one.name === name));
  // some drivers give times as texts
  return [...applied, ...running].map(entry => ({ ...entry, startedAt: new Date(entry.startedAt) }));
}

const byAnotherTool = (name: string, startedAt: Date): Entry => ({
  name,
  checksum: null,
  digest: null,
  parent: null,
  state: 'applied',
  begun: 0,
  done: 0,
  trail: null,
  startedAt,
  durationMs: null,
  tool: 'mikro-orm',
  ranBy: 'unknown',
});
