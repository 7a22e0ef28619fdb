import type { DatabaseSchema } from '@mikro-orm/sql';
import { sha256 } from '../sha256.ts';

/** The longest name that PostgreSQL keeps, in bytes; it cuts off the rest. */
const LONGEST = 63;

/**
 * Gives those names an end of their own that PostgreSQL would cut to one and the same: MikroORM counts characters, and
 * PostgreSQL bytes. A name that stays one of its own when it is cut is left to PostgreSQL.
 */
export function distinguish(schema: DatabaseSchema): void {
  const taken = new Set<string>();
  for (const table of schema.getTables()) {
    const own = new Set<string>();
    const free = (name: string, names: Set<string>, scope: string): string => {
      const kept = names.has(`${scope}.${cut(name)}`) ? withHash(name) : name;
      names.add(`${scope}.${cut(kept)}`);
      return kept;
    };
    taken.add(`${table.schema ?? ''}.${cut(table.name)}`);
    for (const index of table.getIndexes()) index.keyName = free(index.keyName, taken, table.schema ?? '');
    for (const check of table.getChecks()) check.name = free(check.name, own, '');
    for (const key of Object.values(table.getForeignKeys()))
      key.constraintName = free(key.constraintName as string, own, '');
  }
}

function cut(name: string, length = LONGEST): string {
  let start = name;
  while (Buffer.byteLength(start) > length) start = start.slice(0, -1);
  return start;
}

const withHash = (name: string): string => `${cut(name, LONGEST - 6)}_${sha256(name).slice(0, 5)}`;
