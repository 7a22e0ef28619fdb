/** What a database says of one column, constraint, index, trigger or enum, in PostgreSQL's own words. */
export interface Word {
  /** The bare name of the table; of an enum, its own. */
  parent: string;
  kind: 'column' | 'constraint' | 'index' | 'trigger' | 'enum';
  name: string;
  words: string;
}

/**
 * What a database says of tables and native enums of the current schema: one row for each `Word`. The caller gives the
 * names. Functions are named with their schema: nothing that somebody else made under such a name is called.
 *
 * An index that belongs to a constraint is told by the constraint.
 */
export const wordsOf = (tables: string, enums: string): string => `
  select c.relname::text as parent, 'column' as kind, a.attname::text as name,
         pg_catalog.concat(pg_catalog.format_type(a.atttypid, a.atttypmod), case when a.attnotnull then ' not null' end,
                ' default ' || pg_catalog.pg_get_expr(d.adbin, d.adrelid)) as words
  from pg_catalog.pg_class c
  join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  left join pg_catalog.pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
  where c.relnamespace = pg_catalog.current_schema()::regnamespace and c.relname in (${tables})
  union all
  select c.relname, 'constraint', o.conname, pg_catalog.pg_get_constraintdef(o.oid)
  from pg_catalog.pg_class c join pg_catalog.pg_constraint o on o.conrelid = c.oid and o.contype <> 'n'
  where c.relnamespace = pg_catalog.current_schema()::regnamespace and c.relname in (${tables})
  union all
  select c.relname, 'index', i.relname,
         pg_catalog.pg_get_indexdef(i.oid) || case when x.indisvalid then '' else ' (invalid)' end
  from pg_catalog.pg_class c
  join pg_catalog.pg_index x on x.indrelid = c.oid join pg_catalog.pg_class i on i.oid = x.indexrelid
  where c.relnamespace = pg_catalog.current_schema()::regnamespace and c.relname in (${tables})
    and not exists (select from pg_catalog.pg_constraint o where o.conindid = i.oid and o.conrelid = c.oid)
  union all
  select c.relname, 'trigger', t.tgname, pg_catalog.pg_get_triggerdef(t.oid)
  from pg_catalog.pg_class c join pg_catalog.pg_trigger t on t.tgrelid = c.oid and not t.tgisinternal
  where c.relnamespace = pg_catalog.current_schema()::regnamespace and c.relname in (${tables})
  union all
  select t.typname, 'enum', t.typname,
         pg_catalog.string_agg(pg_catalog.quote_literal(e.enumlabel::text), ', ' order by e.enumsortorder)
  from pg_catalog.pg_type t join pg_catalog.pg_enum e on e.enumtypid = t.oid
  where t.typnamespace = pg_catalog.current_schema()::regnamespace and t.typname in (${enums})
  group by t.oid, t.typname`;
