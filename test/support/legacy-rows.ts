import { type ColumnFacts, legacy } from './reference.ts';

/** Texts that a careless copy would change. */
const TEXTS = ['plain', `it's "quoted"`, 'Zoë 東京 🚀', '  spaced\ttabbed\nbroken  ', '\\back{slash}', ''];
/** Columns whose values a check constraint limits. */
const ALLOWED: Record<string, unknown[]> = { kind: ['task', 'tool'], cost_impact: ['low', 'medium', 'high'] };
/** Columns that name a row of another table: the row with the same number. */
const REFERENCES: Record<string, string> = {
  'multimodal_executions.plan_id': 'multimodal_job_plans',
  'multimodal_executions.asset_id': 'multimodal_assets',
  'asset_provenance.asset_id': 'multimodal_assets',
  'asset_provenance.execution_id': 'multimodal_executions',
  'asset_provenance.plan_id': 'multimodal_job_plans',
  'tenant_tool_flags.tool_name': 'tool_catalog',
  'session_embeddings.session_id': 'sessions',
};
/** Left to their sequence, or set so that a check holds. */
const FIXED: Record<string, unknown> = { storage_path: '/data/asset' };

/** A number from 0 to below `below` that depends on nothing but its seeds. */
function pick(below: number, ...seeds: (string | number)[]): number {
  let hash = 2166136261;
  for (const char of seeds.join('|')) hash = Math.imul(hash ^ char.charCodeAt(0), 16777619);
  return (hash >>> 0) % below;
}

const uuid = (table: string, row: number): string =>
  `00000000-0000-4000-8000-${(pick(2 ** 31, table) * 1000 + row).toString(16).padStart(12, '0')}`;
/** The text key of a row. */
const key = (table: string, row: number): string => `${table} №${row}`;

function value(table: string, column: string, { type, nullable }: ColumnFacts, row: number, seed: number): unknown {
  const parent = REFERENCES[`${table}.${column}`];
  const some = (below: number) => pick(below, seed, table, column, row);
  if (column in FIXED) return FIXED[column];
  if (nullable && !parent && some(3) === 0) return null;
  if (column in ALLOWED) return ALLOWED[column]?.[some(ALLOWED[column].length)];
  if (type === 'uuid') return uuid(parent ?? table, row);
  if (parent) return key(parent, row);
  const values = legacy.enums[type];
  if (values) return values[some(values.length)];
  switch (type) {
    case 'text':
    case 'character varying(255)':
      return ['name', 'text', 'tool_id', 'tenant_id'].includes(column) ? key(table, row) : TEXTS[some(TEXTS.length)];
    case 'integer':
    case 'bigint':
      return some(1000);
    case 'real':
      return some(1000) / 1000;
    case 'boolean':
      return some(2) === 0;
    case 'bytea':
      return `\\x00ff${some(256).toString(16).padStart(2, '0')}`;
    case 'jsonb':
      return { text: TEXTS[some(TEXTS.length)], list: [1, null, { deep: true }] };
    case 'text[]':
      return TEXTS.slice(some(TEXTS.length));
    case 'timestamp with time zone':
      return new Date(1.7e12 + some(1e9)).toISOString();
    case 'vector(384)':
      return JSON.stringify(Array.from({ length: 384 }, (_, i) => pick(1000, seed, row, i) / 1000));
    default:
      throw new Error(`no value for ${table}.${column}, a ${type}`);
  }
}

/** A statement that fills a table with rows that meet its constraints; the same rows for the same seed. */
export function insertRows(
  table: string,
  columns: Record<string, ColumnFacts>,
  { count, seed }: { count: number; seed: number },
): string {
  const given = Object.entries(columns).filter(([, { default: otherwise }]) => !otherwise?.startsWith('nextval('));
  const rows = Array.from({ length: count }, (_, row) =>
    Object.fromEntries(given.map(([name, facts]) => [name, value(table, name, facts, row, seed)])),
  );
  const names = given.map(([name]) => `"${name}"`).join(', ');
  return `insert into "${table}" (${names})
    select ${names} from jsonb_populate_recordset(null::"${table}", $rows$${JSON.stringify(rows)}$rows$)`;
}
