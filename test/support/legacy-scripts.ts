import { legacy, type TableFacts, target } from './reference.ts';

/** How an object that the target knows under another name stands in a database. */
export type Standing = 'old name' | 'new name' | 'absent';

/** What one deployment's scripts said differently from another's. */
export interface LegacyVariant {
  /** Columns of multimodal_executions beyond the target. */
  extraColumns: string[];
  /** session_embeddings points at the other service's `sessions`. */
  sessionsKey: boolean;
  /** session_embeddings.metadata has a default. */
  metadataDefault: boolean;
  /** The unique constraint of session_embeddings. */
  unique: Standing;
  /** The vector index of session_embeddings. */
  vectorIndex: Standing;
  /** `table.column` that an older script did not know yet. */
  missing: string[];
}

/** The scripts as they were last: everything that the old database had. */
export const FULL: LegacyVariant = {
  extraColumns: ['fallback_reason', 'original_provider'],
  sessionsKey: true,
  metadataDefault: true,
  unique: 'old name',
  vectorIndex: 'old name',
  missing: [],
};

/** Old names and new. */
export const RENAMED = {
  unique: { old: 'session_embeddings_session_id_text_key', new: 'session_embeddings_session_text_key' },
  vectorIndex: { old: 'ix_session_embeddings_vector', new: 'session_embeddings_vector_idx' },
};

/** Columns that a table can do without: nothing else of it names them, and rows can be given them later. */
export const SPARE_COLUMNS = Object.entries(target.tables).flatMap(([table, facts]) => {
  const { columns, ...rest } = facts;
  const words = Object.values(rest)
    .flatMap(part => Object.values(part))
    .join('\n');
  return Object.entries(columns)
    .filter(([name, { nullable, default: otherwise }]) => (nullable || otherwise) && !words.includes(name))
    .map(([name]) => `${table}.${name}`);
});

const EMBEDDINGS = 'session_embeddings';

/** The legacy table as this variant of its script made it. */
function variantOf(table: string, variant: LegacyVariant): TableFacts {
  const facts = structuredClone(legacy.tables[table] as TableFacts);
  for (const column of variant.missing) {
    const [owner, name] = column.split('.') as [string, string];
    if (owner === table) delete facts.columns[name];
  }
  if (table === 'multimodal_executions') {
    for (const name of FULL.extraColumns) if (!variant.extraColumns.includes(name)) delete facts.columns[name];
  }
  if (table === EMBEDDINGS) {
    if (!variant.sessionsKey) delete facts.constraints.session_embeddings_session_id_fkey;
    if (!variant.metadataDefault) delete facts.columns.metadata?.default;
    standAs(facts.constraints, RENAMED.unique, variant.unique);
    standAs(facts.indexes, RENAMED.vectorIndex, variant.vectorIndex);
  }
  return facts;
}

function standAs(words: Record<string, string>, names: { old: string; new: string }, standing: Standing): void {
  const { [names.old]: found = '' } = words;
  if (standing !== 'old name') delete words[names.old];
  if (standing === 'new name') words[names.new] = found.replace(names.old, names.new);
}

const createTable = (table: string, { columns, constraints }: TableFacts): string => {
  const lines = [
    ...Object.entries(columns).map(([name, { type, nullable, default: otherwise }]) =>
      otherwise?.startsWith('nextval(')
        ? `"${name}" bigserial`
        : `"${name}" ${type}${nullable ? '' : ' not null'}${otherwise === undefined ? '' : ` default ${otherwise}`}`,
    ),
    ...Object.entries(constraints).map(([name, words]) => `constraint "${name}" ${words}`),
  ];
  return `create table "${table}" (\n  ${lines.join(',\n  ')}\n)`;
};

const createFunction = (name: string): string =>
  `create function "${name}"() returns trigger as $$\nbegin\n  new.updated_at := now();\n  return new;\nend;\n$$ language plpgsql`;

const tableStatements = (table: string, variant: LegacyVariant): string[] => {
  const facts = variantOf(table, variant);
  return [createTable(table, facts), ...Object.values(facts.indexes)];
};

const triggers = (...tables: string[]): string[] =>
  tables.flatMap(table => Object.values(legacy.tables[table]?.triggers ?? {}));

const MULTIMODAL = [
  'multimodal_assets',
  'multimodal_capabilities',
  'multimodal_job_plans',
  'multimodal_executions',
  'asset_provenance',
];

/** The old raw SQL scripts, statement by statement. Any number of them ran, in any order, to any point. */
export const SCRIPTS: Record<string, (variant: LegacyVariant) => string[]> = {
  'task registry': variant => [
    ...tableStatements('task_registry', variant),
    createFunction('task_registry_touch_updated_at'),
    ...triggers('task_registry'),
    ...tableStatements('task_artifacts', variant),
  ],
  tools: variant => ['tool_catalog', 'tenant_tool_flags'].flatMap(table => tableStatements(table, variant)),
  prompts: variant => tableStatements('prompts', variant),
  multimodal: variant => [
    ...Object.entries(legacy.enums).map(
      ([name, values]) => `create type "${name}" as enum (${values.map(value => `'${value}'`).join(', ')})`,
    ),
    ...MULTIMODAL.flatMap(table => tableStatements(table, variant)),
    createFunction('multimodal_touch_updated_at'),
    ...triggers(...MULTIMODAL),
  ],
  outcomes: variant => tableStatements('multimodal_outcomes', variant),
  embeddings: variant => ['create extension if not exists vector', ...tableStatements(EMBEDDINGS, variant)],
};
