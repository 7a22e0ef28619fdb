import { wordsOf } from './words.ts';

/** Object names and their definitions in PostgreSQL's words. */
type Words = Record<string, string>;

/** What a migration leaves behind, in PostgreSQL's words. */
export interface Expectation {
  enums: Words;
  tables: Record<string, { columns: Words; constraints: Words; indexes?: Words; triggers?: Words }>;
}

/**
 * A statement that names every difference between the database and what the migration should leave behind, as
 * warnings, and changes nothing. A database that was adopted keeps what it had beyond the schema; this says what.
 */
export function reportDifferences(expected: Expectation): string {
  const json = JSON.stringify(expected);
  return `do $report$
declare
  expected constant jsonb := $expected$${json}$expected$;
  difference record;
begin
  for difference in
    with wanted as (
      select t.key as owner, kind, w.key as name, w.value as words
      from jsonb_each(expected -> 'tables') t
      cross join (values ('column', 'columns'), ('constraint', 'constraints'), ('index', 'indexes'), ('trigger', 'triggers')) k (kind, part)
      cross join jsonb_each_text(coalesce(t.value -> k.part, '{}')) w
      union all
      select e.key, 'enum', e.key, e.value from jsonb_each_text(expected -> 'enums') e
    ), found as (${wordsOf(`select jsonb_object_keys(expected -> 'tables')`, `select jsonb_object_keys(expected -> 'enums')`)}
    )
    select owner, kind, name, found.words as here, wanted.words as there
    from wanted full join found using (owner, kind, name)
    where wanted.words is distinct from found.words
    order by owner, kind, name
  loop
    raise warning 'a difference remains: % %: in this database %, in the schema %',
      difference.kind, concat_ws(' of ', difference.name, case when difference.kind <> 'enum' then difference.owner end),
      coalesce(difference.here, 'absent'), coalesce(difference.there, 'absent');
  end loop;
end
$report$`;
}
