import { literal } from '../sql/quote.ts';
import type { Expectation } from './report.ts';

/** A statement that adds the columns which an older table of the same name lacks. */
export function addMissingColumns(table: string, { tables }: Expectation): string {
  const columns = tables[table]?.columns ?? {};
  return `do $columns$
declare
  missing record;
begin
  for missing in
    select key as name, value as words from jsonb_each_text($expected$${JSON.stringify(columns)}$expected$)
    where not exists (
      select from pg_attribute
      where attrelid = to_regclass(quote_ident(${literal(table)})) and attname = key and not attisdropped)
  loop
    execute format('alter table %I add column %I %s', ${literal(table)}, missing.name, missing.words);
  end loop;
end
$columns$`;
}
