import { type EntityMetadata, type EntityProperty, RawQueryFragment } from '@mikro-orm/core';
import { literal, loadParser, parseSync } from '../sql/index.ts';

/**
 * Writes defaults that are values as literals. MikroORM puts a text between single quotes as it is, and an object as
 * `[object Object]`; SQL that was meant as SQL (`defaultRaw`) is left alone, and so is a text that somebody has escaped.
 */
export async function quoteDefaults(all: Iterable<EntityMetadata>): Promise<void> {
  await loadParser();
  for (const { props } of all) for (const prop of props) quoteDefault(prop);
}

function quoteDefault(prop: EntityProperty): void {
  const { default: value, defaultRaw: sql } = prop as { default?: unknown; defaultRaw?: string };
  if (value === null || sql === undefined || value instanceof RawQueryFragment) return;
  if (typeof value === 'object' && !Array.isArray(value) && sql === String(value)) {
    prop.defaultRaw = literal(JSON.stringify(value));
  } else if (typeof value === 'string' || Array.isArray(value)) {
    const isQuoted = sql.length > 1 && sql.startsWith("'") && sql.endsWith("'");
    if (isQuoted && !isLiteral(sql)) prop.defaultRaw = literal(sql.slice(1, -1));
  }
}

/** Whether PostgreSQL reads a text as one constant. */
function isLiteral(sql: string): boolean {
  try {
    const { stmts = [] } = parseSync(`select ${sql}`) as { stmts?: { stmt?: { SelectStmt?: Select } }[] };
    const targets = stmts[0]?.stmt?.SelectStmt?.targetList ?? [];
    return stmts.length === 1 && targets.length === 1 && targets[0]?.ResTarget?.val?.A_Const?.sval !== undefined;
  } catch {
    return false;
  }
}

interface Select {
  targetList?: { ResTarget?: { val?: { A_Const?: { sval?: object } } } }[];
}
