import type { LedgerEntry } from '../history/index.ts';
import { literal } from '../sql/index.ts';
import { ledgerProblem } from './failure.ts';
import { LedgerSql } from './ledger-sql.ts';
import { type LedgerTables, qualifiedTable } from './ledger-tables.ts';

interface Asked {
  /** In a transaction. */
  query<Row>(sql: string): Promise<Row[]>;
}

/**
 * What a database says it ran, in order, and what is half done; nothing where it never ran a migration. Reads only: the
 * tables are not made, and what the stock tool ran is reported, and not adopted.
 *
 * @throws Problem PL140 where the role may not see all of it
 */
export async function readLedger(session: Asked, tables: LedgerTables): Promise<LedgerEntry[]> {
  const [before] = await session.query<{ value: string }>(`select current_setting('row_security') as value`);
  const show = (all: string) => session.query(`select set_config('row_security', ${literal(all)}, true)`);
  await show('off');
  try {
    return await read(session, tables);
  } catch (error) {
    throw ledgerProblem(error, `reading ${tables.schema}.${tables.table}, the list of migrations,`);
  } finally {
    await show(before?.value ?? 'on');
  }
}

async function read(session: Asked, tables: LedgerTables): Promise<LedgerEntry[]> {
  const sql = new LedgerSql(tables);
  const is = (relation: string): string => `to_regclass(${literal(relation)}) is not null`;
  const [there] = await session.query<{ list: boolean; ledger: boolean }>(
    `select ${is(qualifiedTable(tables))} as list, ${is(qualifiedTable(tables, '_ledger'))} as ledger`,
  );
  if (!there?.list) return [];
  const recorded = await session.query<Pick<LedgerEntry, 'name' | 'startedAt'>>(sql.selectList);
  const known = there.ledger ? await session.query<LedgerEntry>(sql.entries) : [];
  const byName = new Map(known.map(entry => [entry.name, entry]));
  const applied = recorded.map(({ name, startedAt }) => byName.get(name) ?? byAnotherTool(name, startedAt));
  const running = known.filter(({ state, name }) => state === 'running' && !recorded.some(one => one.name === name));
  // some drivers give times as texts
  return [...applied, ...running].map(entry => ({ ...entry, startedAt: new Date(entry.startedAt) }));
}

const byAnotherTool = (name: string, startedAt: Date): LedgerEntry => ({
  name,
  checksum: null,
  digest: null,
  parent: null,
  state: 'applied',
  started: 0,
  applied: 0,
  appliedDigest: null,
  startedAt,
  durationMs: null,
  tool: 'mikro-orm',
  ranBy: 'unknown',
});
