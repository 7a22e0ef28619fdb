import type { Session } from '../../src/catalog/index.ts';
import type { Through } from './schema.ts';

/** Values of a column, by the key of the row that holds them. */
type Values = ReadonlyMap<string, string | null>;
export type Held = ReadonlyMap<Through, Values>;

async function valuesOf(session: Session, table: string, column: string): Promise<Values> {
  const rows = await session.query<{ key: string; value: string | null }>(
    `select id::text as key, ${column}::text as value from ${table}`,
  );
  return new Map(rows.map(({ key, value }) => [key, value]));
}

export async function heldBefore(session: Session, columns: readonly Through[]): Promise<Held> {
  const held = new Map<Through, Values>();
  for (const column of columns) held.set(column, await valuesOf(session, column.table, column.before));
  return held;
}

/**
 * The columns whose values are lost. Nothing is known here of plans: a value is kept when it is there, under the key of
 * its row, and what was different before is different still.
 */
export async function lostAfter(session: Session, held: Held): Promise<Through[]> {
  const lost: Through[] = [];
  for (const [column, before] of held) {
    const after = column.after && (await valuesOf(session, column.after.table, column.after.column));
    if (!after || !areKept(before, after)) lost.push(column);
  }
  return lost;
}

function areKept(before: Values, after: Values): boolean {
  const became = new Map<string, string>();
  for (const [key, value] of before) {
    const now = after.get(key);
    if (now === undefined) return false;
    if (value === null) continue;
    if (now === null) return false;
    const other = became.get(now);
    if (other !== undefined && other !== value) return false;
    became.set(now, value);
  }
  return true;
}
