import type { TableObject } from '../objects/index.ts';
import { doBlock, literal } from '../sql/index.ts';
import type { Word } from './description.ts';

/** A statement that adds the columns which an older table of the same name lacks. */
export function addMissingColumns(
  { name: table, qualifiedName }: Pick<TableObject, 'name' | 'qualifiedName'>,
  expected: readonly Word[],
): string {
  const columns = expected.filter(({ parent, kind }) => kind === 'column' && parent === table);
  return doBlock(
    'columns',
    `declare
  missing record;
begin
  for missing in
    select name, words from (values
${columns.map(({ name, words }) => `      (${literal(name)}, ${literal(words)})`).join(',\n')}
    ) wanted (name, words)
    where not exists (
      select from pg_catalog.pg_attribute
      where attrelid = ${literal(qualifiedName)}::regclass and attname = wanted.name and not attisdropped)
  loop
    execute pg_catalog.format('alter table %s add column %I %s', ${literal(qualifiedName)}, missing.name, missing.words);
  end loop;
end`,
  );
}
