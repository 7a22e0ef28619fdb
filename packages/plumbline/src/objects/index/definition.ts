/**
 * Whether a unique index takes one null for equal to another. The column is 15's, so it is asked for by its name in the
 * row; `x` is the row of `pg_index`.
 */
export const EQUAL_NULLS = `coalesce((to_jsonb(x) ->> 'indnullsnotdistinct')::boolean, false)`;

/** `pg_get_indexdef` without its first words, which are the names: `USING btree (a) WHERE (b > 0)`. */
export const DEFINITION = `
  substr(pg_get_indexdef(i.oid), length(format('CREATE %sINDEX %I ON %s%I.%I ', case when x.indisunique then 'UNIQUE ' else '' end,
    i.relname, case when i.relkind = 'I' then 'ONLY ' else '' end, n.nspname, c.relname)) + 1)`;
