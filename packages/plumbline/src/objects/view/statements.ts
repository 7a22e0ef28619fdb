import { quoted } from '../../catalog/index.ts';
import type { Statements } from '../contract.ts';
import { grantsOn } from '../grants.ts';
import type { ViewObject } from '../model.ts';
import { withParameters } from '../parameters.ts';
import { comment, commentNew } from '../text.ts';

const word = ({ facts }: ViewObject): string => (facts.materialized ? 'materialized view' : 'view');

const commentsOf = (view: ViewObject | undefined): Map<string, string> =>
  new Map(view?.facts.columnComments.map(({ column, comment }) => [column, comment]));

/** The comments on columns that are not those of before. */
function columnComments(to: ViewObject, from?: ViewObject): string[] {
  const [before, after] = [commentsOf(from), commentsOf(to)];
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter(column => before.get(column) !== after.get(column))
    .map(column => comment(`column ${to.qualifiedName}.${quoted(column)}`, after.get(column) ?? null));
}

const define = (how: string, object: ViewObject): string =>
  `${how} ${word(object)} ${object.qualifiedName}${withParameters(object.facts.options)} as\n${object.facts.definition}`;

/** Whether PostgreSQL can put another definition in the place of one: columns may only come, after those there are. */
const canReplace = (from: ViewObject, to: ViewObject): boolean =>
  !from.facts.materialized &&
  !to.facts.materialized &&
  from.details.shape.every((column, i) => column === to.details.shape[i]);

export const statements: Statements<'view'> = {
  create: (object, context) => [
    `${define('create', object)}${object.details.populated ? '' : '\nwith no data'}`,
    ...grantsOn(object, context),
    ...commentNew(`${word(object)} ${object.qualifiedName}`, object.facts.comment),
    ...columnComments(object),
  ],
  drop: object => [`drop ${word(object)} ${object.qualifiedName}`],
  alter: (from, to, facts) => {
    const changed = new Set(facts.map(({ fact }) => fact));
    const notes = [
      ...(changed.has('comment') ? [comment(`${word(to)} ${to.qualifiedName}`, to.facts.comment)] : []),
      ...columnComments(to, from),
    ];
    if (facts.every(({ fact }) => fact === 'comment' || fact === 'columnComments')) return notes;
    return canReplace(from, to) ? [define('create or replace', to), ...notes] : undefined;
  },
};
