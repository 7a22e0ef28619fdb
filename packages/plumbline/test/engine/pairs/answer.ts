import {
  type Answer,
  type Catalog,
  type ColumnObject,
  EXPRESSION,
  objectOf,
  type Question,
} from '../../../src/objects/index.ts';

/** A value of each type whose values cannot be made from a number in quotes. */
const VALUES: [string, string][] = [
  ['boolean', 'true'],
  ['bytea', `'\\x01'`],
  ['date', `'2024-05-05'`],
  ['timestamp', `'2024-05-05'`],
  ['interval', `'1 day'`],
  ['uuid', 'gen_random_uuid()'],
  ['json', `'{}'`],
  ['inet', `'10.0.0.1'`],
  ['int4range', `'[1,5)'`],
  ['bit', `B'0101'`],
  ['vector(3)', `'[1,2,3]'`],
  ['vector(4)', `'[1,2,3,4]'`],
  ['halfvec(3)', `'[1,2,3]'`],
];

/** The answers of somebody who renames nothing, and gives a value where one is asked for. */
export function answer(questions: readonly Question[], to: Catalog): Answer[] {
  return questions.flatMap(({ id, object, choices }) => {
    const answers = choices.map(choice => choice.answer);
    if (id === 'renamed-column' || id === 'renamed-table') return answers.filter(({ flag }) => flag === 'no-rename');
    if (id === 'lost-enum-value') return answers.filter(({ flag }) => flag === 'replace');
    const open = answers.find(({ text }) => text.endsWith(EXPRESSION)) as Answer;
    return [{ flag: open.flag, text: open.text.replace(EXPRESSION, aValueOf(object, to)) }];
  });
}

function aValueOf(object: string, to: Catalog): string {
  const column = objectOf(to, 'column', object) as ColumnObject;
  const type = column.facts.type;
  const own = column.details.userType?.id;
  // the value of a domain is one of the type that it is over
  const domain = objectOf(to, 'domain', own);
  const [label] = objectOf(to, 'enum', domain?.details.over?.id ?? own)?.facts.labels ?? [];
  if (column.details.array) return `'{}'::${type}`;
  if (label !== undefined) return `'${label.replaceAll("'", "''")}'::${type}`;
  const known = VALUES.find(([start]) => (domain?.facts.type ?? type).startsWith(start));
  return `${known ? known[1] : `'1'`}::${type}`;
}
