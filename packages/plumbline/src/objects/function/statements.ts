import type { Statements } from '../contract.ts';
import { grantsOn } from '../grants.ts';
import type { FunctionObject } from '../model.ts';
import { comment, commentNew, onlyComment } from '../text.ts';

const word = ({ details }: FunctionObject): string => (details.procedure ? 'procedure' : 'function');

const define = ({ details, facts }: FunctionObject): string =>
  `create or replace ${details.procedure ? 'procedure' : 'function'} ${details.routineName}${facts.definition}`;

export const statements: Statements<'function'> = {
  create: (object, context) => [
    define(object),
    ...grantsOn(object, context),
    ...commentNew(`${word(object)} ${object.qualifiedName}`, object.facts.comment),
  ],
  drop: object => [`drop ${word(object)} ${object.qualifiedName}`],
  alter: (from, to, facts) => {
    if (from.details.signature !== to.details.signature || word(from) !== word(to)) return undefined;
    return [
      ...(onlyComment(facts) ? [] : [define(to)]),
      ...(facts.some(({ fact }) => fact === 'comment')
        ? [comment(`${word(to)} ${to.qualifiedName}`, to.facts.comment)]
        : []),
    ];
  },
};
