import { insertRows } from './legacy-rows.ts';
import { FULL, SCRIPTS } from './legacy-scripts.ts';
import { legacy, target } from './reference.ts';

/** Tables in an order in which rows find those that they name. */
export const PARENTS_FIRST = [
  ...new Set([
    'multimodal_assets',
    'multimodal_job_plans',
    'multimodal_executions',
    'tool_catalog',
    ...Object.keys(target.tables),
  ]),
];

/** The database that all of the old scripts left behind, with the other service's `sessions` and rows in each table. */
export const fullLegacyState = (rows = { count: 3, seed: 1 }): string =>
  [
    'create table sessions (session_id uuid constraint sessions_pkey primary key default gen_random_uuid())',
    ...Object.values(SCRIPTS).flatMap(script => script(FULL)),
    ...['sessions', ...PARENTS_FIRST].map(table => insertRows(table, legacy.tables[table]?.columns ?? {}, rows)),
  ].join(';\n');

/** What migrating it says remains different. */
export const FULL_LEGACY_WARNINGS = [
  'a difference remains: column fallback_reason of multimodal_executions: in this database text, in the schema absent',
  'a difference remains: column original_provider of multimodal_executions: in this database text, in the schema absent',
  `a difference remains: column metadata of session_embeddings: in this database jsonb default '{}'::jsonb, in the schema jsonb`,
  'a difference remains: constraint session_embeddings_session_id_fkey of session_embeddings: in this database FOREIGN KEY (session_id) REFERENCES sessions(session_id) ON DELETE CASCADE, in the schema absent',
];
