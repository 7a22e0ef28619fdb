import type { Platform } from '../support/platform.ts';

/** The seeded tables: how to find a row again, and which of its columns a release writes over the operator's. */
export const SEEDED = {
  tool_catalog: { key: ['name'], followed: [] as string[] },
  multimodal_capabilities: {
    key: ['tool_id', 'provider'],
    followed: ['modalities', 'input_schema', 'output_schema', 'constraints', 'display_name', 'description'],
  },
  prompts: { key: ['name'], followed: [] as string[] },
} as const;

export type SeededTable = keyof typeof SEEDED;
export const SEEDED_TABLES = Object.keys(SEEDED) as SeededTable[];

export type Row = Record<string, unknown>;
/** The rows by table and key. */
export type Rows = Record<SeededTable, Map<string, Row>>;

/** Every row as PostgreSQL writes it in JSON, with `row_version`, which changes whenever the row is written. */
export async function readRows({ sql }: Platform): Promise<Rows> {
  const rows = {} as Rows;
  for (const table of SEEDED_TABLES) {
    const found = await sql<{ row: Row }>(
      `select to_jsonb(t) || jsonb_build_object('row_version', t.xmin::text || t.ctid::text) as row from ${table} t`,
    );
    rows[table] = new Map(found.map(({ row }) => [keyOf(table, row), row]));
  }
  return rows;
}

export const keyOf = (table: SeededTable, row: Row): string => SEEDED[table].key.map(name => row[name]).join(' ');
