import type { Column, Model, Table } from './model.ts';
import { isVector } from './types.ts';

/** What a PostgreSQL has. */
interface Server {
  /** The major version. */
  version: number;
  pgvector: boolean;
}

/** A schema as a server can have it: what is newer, or not installed there, becomes what is next to it. */
export function within(model: Model, { version, pgvector }: Server): Model {
  const column = (one: Column): Column => ({
    ...one,
    type: typeof one.type === 'string' && isVector(one.type) && !pgvector ? 'text' : one.type,
    computed: one.computed && { ...one.computed, virtual: one.computed.virtual && version >= 18 },
  });
  const table = (one: Table): Table => ({
    ...one,
    // identity columns and exclusion constraints of partitioned tables are 17's
    key: one.partitions && version < 17 && (one.key === 'identity' || one.key === 'always') ? 'serial' : one.key,
    columns: one.columns.map(column),
    rules: one.rules
      .filter(({ kind }) => !(kind === 'exclude' && one.partitions && version < 17))
      .map(rule => (rule.kind === 'nulls not distinct' && version < 15 ? { ...rule, kind: 'unique' } : rule)),
  });
  return { ...model, tables: model.tables.map(table) };
}
