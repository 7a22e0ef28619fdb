/**
 * What a database says of tables and native enums of the current schema, in PostgreSQL's own words: one row for each
 * column, constraint, index, trigger and enum, as (owner, kind, name, words). The caller gives the names.
 *
 * An index that belongs to a constraint is told by the constraint.
 */
export const wordsOf = (tables: string, enums: string): string => `
  select c.relname::text as owner, 'column' as kind, a.attname::text as name,
         concat(format_type(a.atttypid, a.atttypmod), case when a.attnotnull then ' not null' end,
                ' default ' || pg_get_expr(d.adbin, d.adrelid)) as words
  from pg_class c
  join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
  where c.relnamespace = current_schema()::regnamespace and c.relname in (${tables})
  union all
  select c.relname, 'constraint', o.conname, pg_get_constraintdef(o.oid)
  from pg_class c join pg_constraint o on o.conrelid = c.oid and o.contype <> 'n'
  where c.relnamespace = current_schema()::regnamespace and c.relname in (${tables})
  union all
  select c.relname, 'index', i.relname, pg_get_indexdef(i.oid) || case when x.indisvalid then '' else ' (invalid)' end
  from pg_class c join pg_index x on x.indrelid = c.oid join pg_class i on i.oid = x.indexrelid
  where c.relnamespace = current_schema()::regnamespace and c.relname in (${tables})
    and not exists (select from pg_constraint o where o.conindid = i.oid and o.conrelid = c.oid)
  union all
  select c.relname, 'trigger', t.tgname, pg_get_triggerdef(t.oid)
  from pg_class c join pg_trigger t on t.tgrelid = c.oid and not t.tgisinternal
  where c.relnamespace = current_schema()::regnamespace and c.relname in (${tables})
  union all
  select t.typname, 'enum', t.typname, string_agg(quote_literal(e.enumlabel), ', ' order by e.enumsortorder)
  from pg_type t join pg_enum e on e.enumtypid = t.oid
  where t.typnamespace = current_schema()::regnamespace and t.typname in (${enums})
  group by t.oid, t.typname`;
