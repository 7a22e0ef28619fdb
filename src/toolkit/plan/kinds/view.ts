import { quoted, type ViewObject } from '../../canonical/index.ts';
import { type Generator, grantsOn, onlyComment } from '../generator.ts';
import { comment, commentNew, withParameters } from '../text.ts';

const word = ({ facts }: ViewObject): string => (facts.materialized ? 'materialized view' : 'view');

const columnComments = ({ sql, facts }: ViewObject): string[] =>
  Object.entries(JSON.parse(facts.columnComments ?? '{}') as Record<string, string>).map(([column, text]) =>
    comment(`column ${sql}.${quoted(column)}`, text),
  );

export const view: Generator<'view'> = {
  create: (object, context) => [
    `create ${word(object)} ${object.sql}${withParameters(object.facts.options)} as\n${object.facts.definition}${object.facts.populated ? '\nwith no data' : ''}`,
    ...grantsOn(object, context),
    ...commentNew(`${word(object)} ${object.sql}`, object.facts.comment),
    ...columnComments(object),
  ],
  drop: object => [`drop ${word(object)} ${object.sql}`],
  alter: (_, to, facts) => (onlyComment(facts) ? [comment(`${word(to)} ${to.sql}`, to.facts.comment)] : undefined),
};
