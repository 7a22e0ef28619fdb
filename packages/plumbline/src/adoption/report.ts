import { doBlock, literal } from '../sql/index.ts';
import { type Word, wordsOf } from './words.ts';

/**
 * A statement that names every difference between the database and what the migration should leave behind, as
 * warnings, and changes nothing. A database that was adopted keeps what it had beyond the schema; this says what.
 */
export function reportDifferences(expected: readonly Word[]): string {
  const rows = expected.map(one => `      (${[one.owner, one.kind, one.name, one.words].map(literal).join(', ')})`);
  const owners = (condition: string): string => `select owner from wanted where ${condition}`;
  return doBlock(
    'report',
    `declare
  difference record;
begin
  for difference in
    with wanted (owner, kind, name, words) as (values
${rows.join(',\n')}
    ), found as (${wordsOf(owners(`kind <> 'enum'`), owners(`kind = 'enum'`))}
    )
    select owner, kind, name, found.words as here, wanted.words as there
    from wanted full join found using (owner, kind, name)
    where wanted.words is distinct from found.words
    order by owner, kind, name
  loop
    raise warning 'a difference remains: % %: in this database %, in the schema %',
      difference.kind,
      pg_catalog.concat_ws(' of ', difference.name, case when difference.kind <> 'enum' then difference.owner end),
      coalesce(difference.here, 'absent'), coalesce(difference.there, 'absent');
  end loop;
end`,
  );
}
