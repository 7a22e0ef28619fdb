import { readFacts, type Sql } from './facts.ts';
import type { SchemaFacts } from './reference.ts';

/**
 * For each table a digest of its rows, byte for byte, with the place and the transaction of each version of a row: a
 * row that was rewritten with the same values is a difference too. Columns that came later are left out.
 */
export async function rowDigests(sql: Sql, facts?: SchemaFacts): Promise<Record<string, string>> {
  const { tables } = facts ?? (await readFacts(sql));
  const digests = Object.entries(tables).map(([table, { columns }]) => {
    const names = Object.keys(columns).map(name => `"${name}"`);
    return `select '${table}' as name, md5(string_agg(r::text, e'\\n' order by r::text)) as digest
      from (select ${['ctid', 'xmin', ...names].join(', ')} from "${table}") r`;
  });
  const rows = await sql<{ name: string; digest: string }>(digests.join('\nunion all\n'));
  return Object.fromEntries(rows.map(({ name, digest }) => [name, digest]));
}
