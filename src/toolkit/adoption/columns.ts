import type { Expectation } from './report.ts';

/** A statement that adds the columns which an older table of the same name lacks. */
export function addMissingColumns({ tables }: Expectation): string {
  const columns = Object.fromEntries(Object.entries(tables).map(([table, words]) => [table, words.columns]));
  return `do $columns$
declare
  missing record;
begin
  for missing in
    select t.key as owner, c.key as name, c.value as words
    from jsonb_each($expected$${JSON.stringify(columns)}$expected$) t cross join jsonb_each_text(t.value) c
    where not exists (
      select from pg_attribute a
      where a.attrelid = format('%I.%I', current_schema(), t.key)::regclass and a.attname = c.key and not a.attisdropped)
  loop
    execute format('alter table %I add column %I %s', missing.owner, missing.name, missing.words);
  end loop;
end
$columns$`;
}
