import { doBlock, literal } from '../sql/index.ts';
import { type Word, wordsOf } from './description.ts';

/**
 * A statement that names every difference between the database and what the migration should leave behind, as
 * warnings, and changes nothing. A database that was adopted keeps what it had beyond the schema; this says what.
 */
export function reportDifferences(expected: readonly Word[]): string {
  const rows = expected.map(one => `      (${[one.parent, one.kind, one.name, one.words].map(literal).join(', ')})`);
  const parents = (condition: string): string => `select parent from wanted where ${condition}`;
  return doBlock(
    'report',
    `declare
  difference record;
begin
  for difference in
    with wanted (parent, kind, name, words) as (values
${rows.join(',\n')}
    ), found as (${wordsOf(parents(`kind <> 'enum'`), parents(`kind = 'enum'`))}
    )
    select parent, kind, name, found.words as here, wanted.words as there
    from wanted full join found using (parent, kind, name)
    where wanted.words is distinct from found.words
    order by parent, kind, name
  loop
    raise warning 'a difference remains: % %: in this database %, in the schema %',
      difference.kind,
      pg_catalog.concat_ws(' of ', difference.name, case when difference.kind <> 'enum' then difference.parent end),
      coalesce(difference.here, 'absent'), coalesce(difference.there, 'absent');
  end loop;
end`,
  );
}
